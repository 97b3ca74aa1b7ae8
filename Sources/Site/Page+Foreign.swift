import CGIKit
import HTTPTypes

/// Forms that pages of other sites send here.
extension Page {
    /// Refuses what a page of elsewhere wants done, before anything is looked at. The session's cookie is left as it is: a
    /// browser that did not send it along (`SameSite`) would take a new one for it.
    func refuseForeignForm() throws(Failure) {
        guard isSubmitted, request.isForeign(to: configuration["URL"]) else { return }
        leavesSessionAlone = true
        giveUpOnUser()
        throw .request(
            RequestError(.forbidden, "This form was sent from another site. Nothing was changed."))
    }
}
