import HTTPTypes

extension Request {
    /// Whether a browser says that a page of elsewhere made the request: of another site, of another host of this one, or
    /// one that hides where it is (`Origin: null`). Programs other than browsers say nothing about it.
    ///
    /// `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/) counts where there is one; browsers send it to sites under
    /// HTTPS. The others send `Origin` (RFC 6454, section 7.3) with each form.
    ///
    /// - Parameter siteURL: where the site is, if a proxy hides that from the request.
    @export(interface) public func isForeign(to siteURL: String? = nil) -> Bool {
        switch environment["HTTP_SEC_FETCH_SITE"] {
        case "same-origin", "none": return false
        case "same-site", "cross-site": return true
        default: break
        }
        guard let text = environment["HTTP_ORIGIN"], !text.isEmpty else { return false }
        guard let origin = Origin(text) else { return true }
        // A proxy may have taken HTTPS off without being trusted to say so.
        let own = ["https://\(host)/"] + (isSecure ? [] : ["http://\(host)/"]) + [siteURL ?? ""]
        return !own.contains { Origin($0) == origin }
    }
}
