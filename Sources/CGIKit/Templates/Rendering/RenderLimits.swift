/// Limits that keep a wrong or hostile template from exhausting the server; rendering beyond them is an error.
public struct RenderLimits: Sendable {
    /// Bytes of output, or of one string made on the way.
    public var bytes = 64 << 20
    /// Rounds of all loops together.
    public var iterations = 10_000_000
    /// Bytes of all strings and lists together that expressions make, whether they are still used or not.
    public var memory = 1 << 30
    /// Bytes of all strings and lists together that expressions go through: a limit of time.
    public var work = 16 << 30
    /// Templates, blocks, macros and recursive loops inside each other.
    public var depth = 400
    /// Bytes of stack that rendering may take. (The main thread's stack has 8 MB.)
    public var stack = 4 << 20

    /// Limits that no ordinary page reaches.
    public init() {}

    func checkSize(_ bytes: Int) throws(TemplateError) {
        if bytes > self.bytes { throw TemplateError(.memory, "more than \(self.bytes) bytes of output") }
    }

    /// Checks the size of a string that is being made.
    static func checkText(_ bytes: Int) throws(TemplateError) {
        if bytes > 64 << 20 { throw TemplateError(.memory, "a string of more than 64 MB") }
    }
}
