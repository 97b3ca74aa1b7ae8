import CGIKit
import HTTPTypes

/// An endpoint and its handler (Flask's `route`). Its path, its methods and who may request it are in the table of all routes
/// (``Endpoint``).
public struct Route {
    /// The handler: makes the response to a page's request.
    public typealias View = (Page) throws(Failure) -> Response
    /// A handler for users only.
    public typealias MembersView = (Page, User) throws(Failure) -> Response

    let endpoint: Endpoint
    let methods: Endpoint.Methods
    let view: View

    init(_ endpoint: Endpoint, _ methods: Endpoint.Methods, _ view: @escaping View) {
        self.endpoint = endpoint
        self.methods = methods
        self.view = view
    }

    /// A route for everybody.
    @export(interface) public init(_ endpoint: Endpoint, _ view: @escaping View) {
        precondition(endpoint.access == .everybody, "The handler of a restricted route has a parameter for the user.")
        self.init(endpoint, endpoint.methods, view)
    }

    /// A route for users, or for staff.
    ///
    /// - Parameters:
    ///   - endpoint: the row of the table of routes.
    ///   - repeated: the response to a form that was submitted before, which ended the session that it is submitted with again;
    ///     nil if it is not that.
    ///   - form: makes the page's form, for a user or a visitor. Then what was typed is not lost: a visitor who submits it finds it
    ///     in the form after signing in, and if the database fails, the response shows it.
    ///   - view: the handler for a signed-in user.
    @export(interface) public init(
        _ endpoint: Endpoint, ifRepeated repeated: ((Page) throws(Failure) -> Response?)? = nil,
        keeping form: ((Page) throws(Failure) -> Form)? = nil, _ view: @escaping MembersView
    ) {
        let guarded: View
        switch endpoint.access {
        case .everybody: preconditionFailure("The handler of a route for everybody has no parameter for the user.")
        case .signedIn: guarded = requiresLogin(keeping: form, view)
        case .staff: guarded = requiresLogin(keeping: form, requiresStaff(view))
        }
        self.init(endpoint, endpoint.methods) { (page) throws(Failure) in
            if let response = try repeated?(page) { return response }
            return try guarded(page)
        }
    }
}
