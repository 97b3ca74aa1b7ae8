import CGIKit

/// A path in which `<name>` stands for a parameter: `/users/<name>/` (Werkzeug's rules, with its string converter only).
struct PathPattern {
    /// The text before the parameter; all of it if there is none.
    private let head: String
    private let name: String?
    private let tail: String

    init(_ pattern: String) {
        typealias Bytes = UnsafeBufferPointer<UInt8>
        (head, name, tail) = pattern.withBytes { bytes in
            guard let open = bytes.firstIndex(of: UInt8(ascii: "<")),
                let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
            else { return (pattern, nil, "") }
            return (
                String(utf8: Bytes(rebasing: bytes[..<open])), String(utf8: Bytes(rebasing: bytes[(open + 1)..<close])),
                String(utf8: Bytes(rebasing: bytes[(close + 1)...]))
            )
        }
    }

    /// The parameters of a decoded path that follows the pattern; nil for any other path.
    func match(_ path: String) -> [Addresses.Parameter]? {
        let (bytes, head, tail) = (path.utf8, head.utf8, tail.utf8)
        guard let name else { return bytes.elementsEqual(head) ? [] : nil }
        guard bytes.count > head.count + tail.count, bytes.starts(with: head),
            bytes.suffix(tail.count).elementsEqual(tail)
        else { return nil }
        let value = bytes.dropFirst(head.count).dropLast(tail.count)
        // The slash at the end is the address's, not the parameter's.
        if value.last == UInt8(ascii: "/") { return nil }
        return [(name, String(decoding: value, as: UTF8.self))]
    }

    /// Appends the path with its parameter filled in.
    ///
    /// - Returns: which of the parameters it was; nil if none is the path's.
    func fill(from parameters: [Addresses.Parameter], into url: inout [UInt8]) -> Int? {
        url.append(head)
        guard let name else { return nil }
        let index = parameters.firstIndex { sameBytes($0.name, name) }
        if let index { PercentEncoding.encode(parameters[index].value, allowing: .pathSegment, into: &url) }
        url.append(tail)
        return index
    }
}
