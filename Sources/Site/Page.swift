import CGIKit

/// One request to the site, and all that its answer is made of. Everything is loaded once, and only when asked for.
public final class Page {
    public let request: Request
    public let configuration: Configuration
    public let addresses: Addresses
    public let clock: Clock
    /// The parameters of the address, such as the name in `/users/<name>/`.
    public internal(set) var parameters: [(name: String, value: String)] = []

    private var loadedSession: Session?
    private var loadedDatabase: Database?
    private var loadedUser: User??
    /// The form that the page shows, with its template.
    var form: (form: Form, template: String)?

    init(_ request: Request, _ configuration: Configuration, clock: Clock = .system) {
        self.request = request
        self.configuration = configuration
        self.clock = clock
        addresses = Addresses(scriptName: request.scriptName, staticURL: configuration.staticURL)
    }
}
