import CGIKit

/// What templates call (Flask's `url_for`): `url_for('users.login', next='/posts/')`, `url_for('static',
/// filename='css/main.css')`. `_external=True` makes the address absolute, `_scheme='https'` too, `_anchor` is what stands after
/// its `#`.
final class URLFor {
    private let addresses: Addresses
    /// The module of the page, for names such as `.index`.
    private let blueprint: String?
    /// Scheme and host of absolute addresses.
    private let origin: () throws(TemplateError) -> String
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

    init(
        _ addresses: Addresses, blueprint: String? = nil, origin: @escaping () throws(TemplateError) -> String
    ) {
        self.addresses = addresses
        self.blueprint = blueprint
        self.origin = origin
    }

    func url(_ arguments: Arguments) throws(TemplateError) -> Value {
        let name = arguments.positional.first?.plainText ?? ""
        // Nearly all calls: a page, and what belongs to its address.
        if !arguments.positional.isEmpty, !arguments.keyword.contains(where: { isOption($0.name) }) {
            if let page = expected(name) { return .string(try address(of: page, arguments.keyword)) }
            if name == "static" { return .string(staticFile(arguments.keyword)) }
            if name.utf8.first != UInt8(ascii: ".") { return .string(try address(of: page(name), arguments.keyword)) }
        }
        return .string(try url(Options(arguments)))
    }

    private func isOption(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: "_") }

    /// What a call says beside the page and its parameters.
    private struct Options {
        var endpoint = ""
        var parameters: [Arguments.Keyword] = []
        var anchor: String?
        var scheme: String?
        var isExternal: Bool?

        init(_ arguments: Arguments) throws(TemplateError) {
            if let given = arguments.positional.first { endpoint = given.plainText ?? "" }
            for argument in arguments.keyword {
                switch argument.name {
                case "endpoint" where arguments.positional.isEmpty: endpoint = argument.value.plainText ?? ""
                case "_anchor": anchor = argument.value.isNone ? nil : try argument.value.text
                case "_scheme": scheme = argument.value.isNone ? nil : try argument.value.text
                case "_external": isExternal = argument.value.isNone ? nil : try argument.value.isTrue
                // Each page here has one address for all methods.
                case "_method": break
                default: parameters.append(argument)
                }
            }
            guard scheme == nil || isExternal != false else {
                throw TemplateError(.value, "When specifying '_scheme', '_external' must be True.")
            }
        }
    }

    private func url(_ options: Options) throws(TemplateError) -> String {
        var url: [UInt8] = []
        let address = try address(options)
        if options.isExternal ?? (options.scheme != nil), address.utf8.first == UInt8(ascii: "/"),
            !address.hasPrefix("//")
        {
            var origin = try origin()
            if let scheme = options.scheme { origin = scheme + String(origin.utf8.drop { $0 != UInt8(ascii: ":") })! }
            url.append(origin)
        }
        url.append(address)
        if let anchor = options.anchor {
            url.append(UInt8(ascii: "#"))
            PercentEncoding.encode(anchor, allowing: .fragment, into: &url)
        }
        return String(utf8: url)
    }

    private func address(_ options: Options) throws(TemplateError) -> String {
        var name = options.endpoint
        if name == "static" { return staticFile(options.parameters) }
        if name.utf8.first == UInt8(ascii: ".") {
            name = blueprint.map { $0 + name } ?? String(name.dropFirst())
        }
        return try address(of: page(name), options.parameters)
    }

    private func staticFile(_ parameters: [Arguments.Keyword]) -> String {
        var parameters = parameters
        let file = parameters.firstIndex { $0.name == "filename" }.map { parameters.remove(at: $0).value }
        return addresses.staticFile(file?.plainText ?? "", parameters)
    }

    private func address(of page: Known, _ parameters: [Arguments.Keyword]) throws(TemplateError) -> String {
        if let address = addresses.url(page.pattern, parameters) { return address }
        throw URLFor.unbuilt(page, parameters)
    }

    /// Werkzeug's `BuildError`.
    private static func unbuilt(_ page: Known, _ parameters: [Arguments.Keyword]) -> TemplateError {
        let given = parameters.filter { !$0.value.isNone }.map { "'\($0.name)'" }.sorted()
        return TemplateError(
            .runtime,
            "Could not build url for endpoint '\(page.name)'"
                + (given.isEmpty ? "" : " with values [\(given.joined(separator: ", "))]")
                + ". Did you forget to specify values ['\(page.pattern.needed ?? "")']?")
    }

    /// The page after the last one, if that is the one asked for.
    private func expected(_ name: String) -> Known? {
        guard let last else { return nil }
        let expected = known[last.next]
        guard sameBytes(expected.name, name) else { return nil }
        self.last = expected
        return expected
    }

    private func page(_ name: String) throws(TemplateError) -> Known {
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
