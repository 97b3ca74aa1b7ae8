import CSystem

/// The arguments of a call in a template: `f(1, class="input")`.
public struct Arguments {
    /// A keyword argument: `class="input"`.
    public typealias Keyword = (name: String, value: Value)

    /// The arguments without a name.
    public var positional: [Value]
    /// The arguments with a name, in the order of the call.
    public var keyword: [Keyword]

    /// Arguments for a call from Swift.
    @export(interface) public init(positional: [Value] = [], keyword: [Keyword] = []) {
        self.positional = positional
        self.keyword = keyword
    }

    /// The value of a keyword argument; nil if it is not given.
    public subscript(name: String) -> Value? {
        for argument in keyword where sameBytes(argument.name, name) { return argument.value }
        return nil
    }

    /// Removes a keyword argument and returns its value.
    @export(interface) public mutating func remove(_ name: String) -> Value? {
        guard let index = keyword.firstIndex(where: { sameBytes($0.name, name) }) else { return nil }
        return keyword.remove(at: index).value
    }

    /// Whether there are no arguments.
    public var isEmpty: Bool { positional.isEmpty && keyword.isEmpty }

    /// The arguments in the order of a Python signature; nil for those that are not given.
    ///
    /// - Parameters:
    ///   - function: The name of the function, for error messages.
    ///   - parameters: The names of the parameters, all of which may be given by position.
    ///   - required: How many of them have no default.
    /// - Throws: Python's `TypeError` if there are too many arguments, or one is repeated, unknown or missing.
    @export(interface) public func bound(
        to function: String, _ parameters: StaticString..., required: Int = 0
    ) throws(TemplateError) -> [Value?] {
        guard positional.count <= parameters.count else {
            let takes = parameters.count == 1 ? "1 positional argument" : "\(parameters.count) positional arguments"
            let given = positional.count == 1 ? "1 was" : "\(positional.count) were"
            throw TemplateError(.type, "\(function)() takes \(takes) but \(given) given")
        }
        var values = positional.map { Optional($0) }
        while values.count < parameters.count { values.append(nil) }
        for argument in keyword {
            guard let index = parameters.firstIndex(where: { sameBytes($0.description, argument.name) }) else {
                throw TemplateError(.type, "\(function)() got an unexpected keyword argument '\(argument.name)'")
            }
            guard values[index] == nil else {
                throw TemplateError(.type, "\(function)() got multiple values for argument '\(argument.name)'")
            }
            values[index] = argument.value
        }
        for index in 0..<required where values[index] == nil {
            let name = parameters[index].description
            throw TemplateError(.type, "\(function)() missing 1 required positional argument: '\(name)'")
        }
        return values
    }
}

/// Whether two strings have the same code points. (For `==`, "é" and "e\u{301}" are equal; in Python they are not.)
@inline(__always)
public func sameBytes(_ left: String, _ right: String) -> Bool {
    // Two that are the same string, or are short enough to have no memory of their own.
    let (one, other) = (unsafeBitCast(left, to: Words.self), unsafeBitCast(right, to: Words.self))
    if one == other { return true }
    // Of two that both have no memory of their own (what this bit says), those that are the same have the same words.
    if one.1 & other.1 & 1 << 61 != 0 { return false }
    return left.utf8.count == right.utf8.count && sameBytes(left, right, left.utf8.count)
}

private typealias Words = (UInt, UInt)

/// `case` of a `switch` goes by bytes, too: names are what they are, and Swift's `==` takes several times as long.
@inline(__always)
package func ~= (pattern: String, text: String) -> Bool { sameBytes(pattern, text) }

private func sameBytes(_ left: String, _ right: String, _ count: Int) -> Bool {
    left.withBytes { left in
        right.withBytes { right in count == 0 || memcmp(left.baseAddress!, right.baseAddress!, count) == 0 }
    }
}
