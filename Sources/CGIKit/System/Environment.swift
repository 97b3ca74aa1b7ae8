import CSystem

/// The meta-variables a script is started with (RFC 3875, section 4.1): the process environment, or a table in tests.
public struct Environment {
    /// A value as text; what is not UTF-8 in it has become U+FFFD.
    struct Variable {
        let text: String
        let isUTF8: Bool
    }

    private let lookUp: (String) -> Variable?
    private let listNames: (_ prefix: String) -> [String]

    /// The environment of this process. Reads a variable when it is asked for; most are never.
    public static var process: Environment {
        Environment(
            lookUp: { name in
                guard let value = name.withCString({ getenv($0) }) else { return nil }
                if let text = String(validatingCString: value) { return Variable(text: text, isUTF8: true) }
                return Variable(text: String(cString: value), isUTF8: false)
            },
            listNames: processNames(withPrefix:))
    }

    /// A table of variables, for tests.
    @export(interface) public init(_ variables: [String: String]) {
        self.init(
            lookUp: { name in variables[name].map { Variable(text: $0, isUTF8: true) } },
            listNames: { prefix in variables.keys.filter { $0.hasPrefix(prefix) } })
    }

    /// A table whose values need not be UTF-8, like those of a process, for tests.
    @export(interface) public init(bytes variables: [String: [UInt8]]) {
        self.init(
            lookUp: { name in
                guard let bytes = variables[name] else { return nil }
                if let text = String(validating: bytes, as: UTF8.self) { return Variable(text: text, isUTF8: true) }
                return Variable(text: String(decoding: bytes, as: UTF8.self), isUTF8: false)
            },
            listNames: { prefix in variables.keys.filter { $0.hasPrefix(prefix) } })
    }

    private init(lookUp: @escaping (String) -> Variable?, listNames: @escaping (_ prefix: String) -> [String]) {
        self.lookUp = lookUp
        self.listNames = listNames
    }

    /// The value of a variable, nil if it is not set. Bytes that are not UTF-8 are replaced by U+FFFD.
    public subscript(name: String) -> String? { lookUp(name)?.text }

    func variable(_ name: String) -> Variable? { lookUp(name) }

    /// The names of all variables, in no particular order.
    public var names: [String] { listNames("") }

    /// The names of the variables that begin in a certain way.
    public func names(withPrefix prefix: String) -> [String] { listNames(prefix) }
}

private func processNames(withPrefix prefix: String) -> [String] {
    prefix.withCString { prefixBytes in
        let prefixLength = strlen(prefixBytes)
        var names: [String] = []
        var entry = csystem_environ()
        while let variable = entry?.pointee {
            if strncmp(variable, prefixBytes, prefixLength) == 0, let end = strchr(variable, CInt(UInt8(ascii: "="))) {
                names.append(
                    variable.withMemoryRebound(to: UInt8.self, capacity: end - variable) {
                        String(utf8: UnsafeBufferPointer(start: $0, count: end - variable))
                    })
            }
            entry = entry?.successor()
        }
        return names
    }
}
