import CGIKit
import HTTPTypes

/// A page: its address, the methods it answers and the view that makes it (Flask's `route`).
public struct Route {
    public typealias View = (Page) throws(Failure) -> Response

    let endpoint: Endpoint
    let methods: [HTTPRequest.Method]
    let view: View

    @export(interface) public init(
        _ endpoint: Endpoint, _ methods: [HTTPRequest.Method] = [.get], _ view: @escaping View
    ) {
        self.endpoint = endpoint
        self.methods = methods
        self.view = view
    }
}
