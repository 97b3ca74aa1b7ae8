import CGIKit

extension Addresses {
    /// What templates call: `url_for('users.login', next='/posts/')`, and `url_for('static', filename='css/main.css')`.
    func urlFor(_ arguments: Arguments) throws(TemplateError) -> Value {
        let name = arguments.positional.first?.plainText ?? ""
        var parameters: [Parameter] = []
        for keyword in arguments.keyword {
            if let value = keyword.value.plainText { parameters.append((keyword.name, value)) }
        }
        if name == "static" {
            return .string(staticFile(parameters.first { $0.name == "filename" }?.value ?? ""))
        }
        guard let endpoint = Endpoint(rawValue: name) else {
            throw TemplateError(.runtime, "Could not build url for endpoint '\(name)'.")
        }
        return .string(url(for: endpoint, parameters))
    }
}
