import CGIKit

/// Renders templates given by name; the first is the page.
func rendering(
    _ templates: KeyValuePairs<String, String>, _ context: [(name: String, value: Value)] = [],
    configure: (TemplateEnvironment) -> Void = { _ in }
) throws(TemplateError) -> String {
    let loader = TemplateLoader { name in
        for (candidate, source) in templates where candidate == name { return Array(source.utf8) }
        return nil
    }
    let environment = TemplateEnvironment(loader: loader)
    configure(environment)
    return String(decoding: try environment.render(templates[0].key, context), as: UTF8.self)
}

func renderingError(
    _ templates: KeyValuePairs<String, String>, _ context: [(name: String, value: Value)] = [],
    configure: (TemplateEnvironment) -> Void = { _ in }
) -> TemplateError? {
    do {
        _ = try rendering(templates, context, configure: configure)
        return nil
    } catch {
        return error
    }
}
