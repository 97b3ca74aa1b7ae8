import CGIKit

/// What templates call: `url_for('users.login', next='/posts/')`, and `url_for('static', filename='css/main.css')`.
final class URLFor {
    private let addresses: Addresses
    /// The pages asked for so far: a list asks for the same ones again and again, in the same order.
    private var known: [(name: String, pattern: PathPattern)] = []
    /// Where the one stands that is probably asked for next.
    private var expected = 0
    /// Those of the address that is being made; kept, with their room, from one address to the next.
    private var parameters: [Addresses.Parameter] = []

    init(_ addresses: Addresses) { self.addresses = addresses }

    func url(_ arguments: Arguments) throws(TemplateError) -> Value {
        let name = arguments.positional.first?.plainText ?? ""
        parameters.removeAll(keepingCapacity: true)
        for keyword in arguments.keyword {
            if let value = keyword.value.plainText { parameters.append((keyword.name, value)) }
        }
        if name == "static" {
            return .string(addresses.staticFile(parameters.first { $0.name == "filename" }?.value ?? ""))
        }
        return .string(addresses.url(try pattern(name), parameters))
    }

    private func pattern(_ name: String) throws(TemplateError) -> PathPattern {
        for _ in known.indices {
            if expected >= known.count { expected = 0 }
            defer { expected += 1 }
            if sameBytes(known[expected].name, name) { return known[expected].pattern }
        }
        guard let endpoint = Endpoint(rawValue: name) else {
            throw TemplateError(.runtime, "Could not build url for endpoint '\(name)'.")
        }
        let pattern = addresses.pattern(of: endpoint)
        known.append((name, pattern))
        return pattern
    }
}
