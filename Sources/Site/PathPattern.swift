import CGIKit

/// A path in which `<name>` stands for a parameter: `/users/<name>/` (Werkzeug's rules, with its string converter only).
struct PathPattern {
    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private let pattern: String

    init(_ pattern: String) { self.pattern = pattern }

    /// The text before the parameter, its name, and the text after it; nil if there is no parameter.
    private static func parts(_ pattern: Bytes) -> (head: Bytes, name: Bytes, tail: Bytes)? {
        guard let open = pattern.firstIndex(of: UInt8(ascii: "<")),
            let close = pattern[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return (
            Bytes(rebasing: pattern[..<open]), Bytes(rebasing: pattern[(open + 1)..<close]),
            Bytes(rebasing: pattern[(close + 1)...])
        )
    }

    /// The parameters of a decoded path that follows the pattern; nil for any other path.
    func match(_ path: String) -> [Addresses.Parameter]? {
        path.withBytes { path in
            pattern.withBytes { pattern in
                guard let (head, name, tail) = PathPattern.parts(pattern) else {
                    return path.elementsEqual(pattern) ? [] : nil
                }
                guard path.count > head.count + tail.count, path.starts(with: head),
                    path[(path.count - tail.count)...].elementsEqual(tail)
                else { return nil }
                let value = Bytes(rebasing: path[head.count..<(path.count - tail.count)])
                // The slash at the end is the address's, not the parameter's.
                if value.last == UInt8(ascii: "/") { return nil }
                return [(String(utf8: name), String(utf8: value))]
            }
        }
    }

    /// Appends the path with its parameter taken out of a list.
    func fill(from parameters: inout [Addresses.Parameter], into url: inout [UInt8]) {
        pattern.withBytes { pattern in
            guard let (head, name, tail) = PathPattern.parts(pattern) else { return url.append(pattern) }
            url.append(head)
            if let index = parameters.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) {
                PercentEncoding.encode(parameters.remove(at: index).value, allowing: .pathSegment, into: &url)
            }
            url.append(tail)
        }
    }
}
