/// The site's secret keys: the current one signs, and older ones still verify while a key is being replaced (Flask's
/// `SECRET_KEY` and `SECRET_KEY_FALLBACKS`). None of them is empty. Never shown in descriptions.
public struct SecretKeys: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let current: [UInt8]
    /// In the order in which they are tried.
    let older: [[UInt8]]

    /// Nil if a key is empty.
    ///
    /// - Parameters:
    ///   - current: The key that signs (Flask's `SECRET_KEY`).
    ///   - older: Flask's `SECRET_KEY_FALLBACKS`, tried from last to first, as Flask does.
    @export(interface) public init?(_ current: [UInt8], older: [[UInt8]] = []) {
        guard !current.isEmpty, older.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.current = current
        self.older = older.reversed()
    }

    public var description: String { "SecretKeys(\(1 + older.count))" }
    public var debugDescription: String { description }
}
