import CGIKit

/// The templates of the site, as its pages render them.
public enum SiteTemplates {
    /// The templates of a folder, which override the built-in ones.
    ///
    /// - Parameters:
    ///   - folder: The folder; nil uses the built-in templates alone.
    ///   - cache: The folder that keeps parsed templates; nil keeps none.
    @export(interface) public static func environment(folder: String?, cache: String? = nil) -> TemplateEnvironment {
        let environment = TemplateEnvironment(loader: DefaultTemplates.loader(folder: folder))
        environment.extensions = .all
        environment.cache = cache.map { TemplateCache(folder: $0) }
        return environment
    }

    /// The names of the built-in templates.
    public static var builtInNames: [String] { DefaultTemplates.names }

    /// The globals of a visitor's page, for rendering templates without a request.
    @export(interface) public static func previewGlobals(_ configuration: Configuration) -> TemplateEnvironment.Globals
    {
        let addresses = Addresses(scriptName: "", staticURL: configuration.staticURL)
        return { (name) throws(TemplateError) in
            switch name {
            case "url_for":
                .function(
                    Function(name, URLFor(addresses) { () throws(TemplateError) in previewOrigin(configuration) }.url))
            case "request": previewRequest.map { .object(RequestView($0, addresses, .index, []) {}) }
            case "session": .object(SessionView(Session()))
            case "get_flashed_messages": .function(name) { (_) throws(TemplateError) in [] }
            case "csrf_token": .function(name) { (_) throws(TemplateError) in "" }
            case "current_user": Value.none
            case "g": .object(FlaskG { () throws(TemplateError) in .none })
            case "config": .object(ConfigurationView(configuration))
            case "request_id": ""
            default: nil
            }
        }
    }

    private static func previewOrigin(_ configuration: Configuration) -> String {
        ((try? configuration.siteOrigin) ?? nil)?.text ?? "http://localhost"
    }

    /// A look at the home page.
    private static var previewRequest: Request? {
        let variables = [
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "", "HTTP_HOST": "localhost",
        ]
        return try? Request(Environment(variables), body: .bytes([]))
    }
}
