import CGIKit
import HTTPTypes

/// A page: its URL, the methods that it accepts and its handler (Flask's `route`).
public struct Route {
    /// The handler: makes the response to a page's request.
    public typealias View = (Page) throws(Failure) -> Response

    let endpoint: Endpoint
    let methods: [HTTPRequest.Method]
    let view: View

    /// A route at the path of its endpoint. `GET` includes `HEAD`.
    @export(interface) public init(
        _ endpoint: Endpoint, _ methods: [HTTPRequest.Method] = [.get], _ view: @escaping View
    ) {
        self.endpoint = endpoint
        self.methods = methods
        self.view = view
    }
}
