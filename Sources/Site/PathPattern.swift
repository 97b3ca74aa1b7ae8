import CGIKit

/// A path in which `<name>` stands for a parameter: `/users/<name>/` (Werkzeug's rules, with its string converter only).
struct PathPattern {
    private let pattern: Substring.UTF8View

    init(_ pattern: String) { self.pattern = pattern[...].utf8 }

    /// The text before the parameter, its name, and the text after it.
    private var parts: (head: Substring.UTF8View, name: String, tail: Substring.UTF8View)? {
        guard let open = pattern.firstIndex(of: UInt8(ascii: "<")),
            let close = pattern.firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let name = pattern[pattern.index(after: open)..<close]
        return (pattern[..<open], String(decoding: name, as: UTF8.self), pattern[pattern.index(after: close)...])
    }

    /// The parameters of a decoded path that follows the pattern; nil for any other path.
    func match(_ path: String) -> [Addresses.Parameter]? {
        let path = path.utf8
        guard let (head, name, tail) = parts else { return path.elementsEqual(pattern) ? [] : nil }
        guard path.starts(with: head), path.reversed().starts(with: tail.reversed()),
            path.count > head.count + tail.count
        else { return nil }
        let value = path.dropFirst(head.count).dropLast(tail.count)
        // The slash at the end is the address's, not the parameter's.
        if value.last == UInt8(ascii: "/") { return nil }
        return [(name, String(decoding: value, as: UTF8.self))]
    }

    /// Appends the path with its parameter taken out of a list.
    func fill(from parameters: inout [Addresses.Parameter], into url: inout [UInt8]) {
        guard let (head, name, tail) = parts else {
            url += pattern
            return
        }
        url += head
        if let index = parameters.firstIndex(where: { $0.name == name }) {
            PercentEncoding.encode(parameters.remove(at: index).value, allowing: .pathSegment, into: &url)
        }
        url += tail
    }
}
