import CGIKit

/// The templates of the site, as its pages render them.
public enum SiteTemplates {
    /// The templates of a folder, and behind it those that are compiled in.
    ///
    /// - Parameter cache: the folder that keeps them parsed, if any.
    public static func environment(folder: String?, cache: String? = nil) -> TemplateEnvironment {
        let environment = TemplateEnvironment(loader: DefaultTemplates.loader(folder: folder))
        environment.extensions = .all
        environment.cache = cache.map { TemplateCache(folder: $0) }
        return environment
    }

    /// The names of the templates that are compiled in.
    public static var builtInNames: [String] { DefaultTemplates.names }

    /// What templates find in a page of a visitor who is not signed in: for rendering them without a request.
    public static func previewGlobals(_ configuration: Configuration) -> TemplateEnvironment.Globals {
        { (name) throws(TemplateError) in
            switch name {
            case "url_for":
                .function(
                    Function(name, URLFor(Addresses(scriptName: "", staticURL: configuration.staticURL)).url))
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
}
