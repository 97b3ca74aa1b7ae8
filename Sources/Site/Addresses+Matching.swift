import CGIKit

extension Addresses {
    /// What a request's address is among a script's pages.
    enum Match {
        case route(Route, [Parameter])
        /// The address of a page but for a slash at the end, which is missing or too much; this is right.
        case otherSlash(String)
    }

    /// Finds the page of a request's address; nil if the script has none there.
    func match(_ request: Request, _ routes: [Route]) throws(Failure) -> Match? {
        let path = try path(of: request)
        let other = path.hasSuffix("//") ? nil : path.hasSuffix("/") ? String(path.utf8.dropLast())! : slashed(path)
        for route in routes {
            let endpoint = route.endpoint
            let pattern =
                mount == .pretty
                ? PathPattern(endpoint.rest, below: endpoint.folder) : PathPattern(slashed(endpoint.rest))
            if let parameters = pattern.match(path) { return .route(route, parameters) }
            guard let other, let parameters = pattern.match(other) else { continue }
            // Flask insists on the slash; under their own names scripts are known without it.
            guard mount == .pretty else { return .route(route, parameters) }
            let query = request.queryString
            return .otherSlash(url(for: route.endpoint, parameters) + (query.isEmpty ? "" : "?\(query)"))
        }
        return nil
    }

    /// The path that patterns describe: below the site's root, or below the script.
    private func path(of request: Request) throws(Failure) -> String {
        guard mount == .pretty else { return slashed(try request.pathInfo) }
        return String(decoding: try request.path.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    }

    private func slashed(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }
}
