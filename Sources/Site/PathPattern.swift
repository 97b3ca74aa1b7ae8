import CGIKit

/// A path in which `<name>` stands for a parameter: `/users/<name>/` (Werkzeug's rules, with its string converter only).
struct PathPattern {
    /// The beginning, in which no parameter stands.
    private let folder: String
    private let text: String
    /// The position of the parameter, with its brackets, and its name; nil if there is none.
    private let parameter: (place: Range<Int>, name: String)?

    /// The name of its parameter; nil if it has none.
    var needed: String? { parameter?.name }

    init(_ pattern: String, below folder: String = "") {
        self.folder = folder
        text = pattern
        parameter = pattern.withBytes { bytes in
            guard let open = bytes.firstIndex(of: UInt8(ascii: "<")),
                let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
            else { return nil }
            return (open..<(close + 1), String(utf8: Bytes(rebasing: bytes[(open + 1)..<close])))
        }
    }

    /// The parameters of a decoded path that follows the pattern; nil for any other path.
    func match(_ path: String) -> [Addresses.Parameter]? {
        path.withBytes { path in
            let isBelow = folder.withBytes { path.starts(with: $0) }
            return isBelow ? match(Bytes(rebasing: path[folder.utf8.count...])) : nil
        }
    }

    private func match(_ path: Bytes) -> [Addresses.Parameter]? {
        text.withBytes { pattern in
            guard let parameter else { return path.elementsEqual(pattern) ? [] : nil }
            let (head, tail) = (pattern[..<parameter.place.lowerBound], pattern[parameter.place.upperBound...])
            guard path.count > head.count + tail.count, path.starts(with: head),
                path.suffix(tail.count).elementsEqual(tail)
            else { return nil }
            let value = path.dropFirst(head.count).dropLast(tail.count)
            // The slash at the end is the address's, not the parameter's.
            if value.last == UInt8(ascii: "/") { return nil }
            return [(parameter.name, String(utf8: Bytes(rebasing: value)))]
        }
    }

    /// Appends the path with its parameter filled in.
    ///
    /// - Returns: which of the parameters it was; nil if none is the path's.
    func fill(from parameters: [Arguments.Keyword], into url: inout [UInt8]) -> Int? {
        if !folder.isEmpty { url.append(folder) }
        return text.withBytes { pattern in
            guard let parameter else {
                url.append(pattern)
                return nil
            }
            url.append(Bytes(rebasing: pattern[..<parameter.place.lowerBound]))
            let index = parameters.indices.first {
                sameBytes(parameters[$0].name, parameter.name) && !parameters[$0].value.isNone
            }
            if let index { parameters[index].value.append(to: &url, .pathSegment) }
            url.append(Bytes(rebasing: pattern[parameter.place.upperBound...]))
            return index
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>
}
