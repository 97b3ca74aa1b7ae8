import CGIKit

/// What templates call: `url_for('users.login', next='/posts/')`, and `url_for('static', filename='css/main.css')`.
final class URLFor {
    private let addresses: Addresses
    /// The pages asked for so far: a list asks for the same ones again and again.
    private var known: [(name: String, pattern: PathPattern)] = []

    init(_ addresses: Addresses) { self.addresses = addresses }

    func url(_ arguments: Arguments) throws(TemplateError) -> Value {
        let name = arguments.positional.first?.plainText ?? ""
        var parameters: [Addresses.Parameter] = []
        parameters.reserveCapacity(arguments.keyword.count)
        for keyword in arguments.keyword {
            if let value = keyword.value.plainText { parameters.append((keyword.name, value)) }
        }
        if name == "static" {
            return .string(addresses.staticFile(parameters.first { $0.name == "filename" }?.value ?? ""))
        }
        return .string(addresses.url(try pattern(name), parameters))
    }

    private func pattern(_ name: String) throws(TemplateError) -> PathPattern {
        for page in known where sameBytes(page.name, name) { return page.pattern }
        guard let endpoint = Endpoint(rawValue: name) else {
            throw TemplateError(.runtime, "Could not build url for endpoint '\(name)'.")
        }
        let pattern = addresses.pattern(of: endpoint)
        known.append((name, pattern))
        return pattern
    }
}
