import CGIKit

/// What templates call: `url_for('users.login', next='/posts/')`, and `url_for('static', filename='css/main.css')`.
final class URLFor {
    private let addresses: Addresses
    /// The pages asked for so far, and the one asked for last.
    private var known: [Known] = []
    private var last: Known?

    private final class Known {
        let name: String
        let pattern: PathPattern
        /// Where the one stands that was asked for after this: a list asks for the same ones again and again in the same order.
        var next = 0

        init(_ name: String, _ pattern: PathPattern) {
            self.name = name
            self.pattern = pattern
        }
    }

    init(_ addresses: Addresses) { self.addresses = addresses }

    func url(_ arguments: Arguments) throws(TemplateError) -> Value {
        let name = arguments.positional.first?.plainText ?? ""
        if name == "static" { return .string(addresses.staticFile(arguments["filename"]?.plainText ?? "")) }
        return .string(addresses.url(try page(name).pattern, arguments.keyword))
    }

    private func page(_ name: String) throws(TemplateError) -> Known {
        if let last {
            let expected = known[last.next]
            if sameBytes(expected.name, name) {
                self.last = expected
                return expected
            }
        }
        let position = try position(of: name)
        last?.next = position
        last = known[position]
        return known[position]
    }

    private func position(of name: String) throws(TemplateError) -> Int {
        if let position = known.firstIndex(where: { sameBytes($0.name, name) }) { return position }
        guard let endpoint = Endpoint(named: name) else {
            throw TemplateError(.runtime, "Could not build url for endpoint '\(name)'.")
        }
        known.append(Known(name, addresses.pattern(of: endpoint)))
        return known.count - 1
    }
}
