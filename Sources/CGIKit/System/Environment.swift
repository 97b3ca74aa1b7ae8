import CSystem

/// The meta-variables a script is started with (RFC 3875, section 4.1): the process environment, or a table in tests.
public struct Environment {
    private let lookUp: (String) -> String?

    /// The environment of this process. Reads a variable when it is asked for; most are never.
    public static var process: Environment {
        Environment { name in
            guard let value = getenv(name) else { return nil }
            return String(cString: value)
        }
    }

    public init(_ variables: [String: String]) {
        lookUp = { variables[$0] }
    }

    private init(_ lookUp: @escaping (String) -> String?) {
        self.lookUp = lookUp
    }

    public subscript(name: String) -> String? { lookUp(name) }
}
