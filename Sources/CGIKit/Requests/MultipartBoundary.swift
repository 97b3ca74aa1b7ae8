/// What stands between the parts of a form (RFC 2046, section 5.1.1): two dashes and the boundary on a line of their own. A line
/// may end in CRLF, LF or CR, as for Werkzeug; one that begins with the boundary and goes on belongs to the part.
struct MultipartBoundary {
    enum Search {
        /// Where it stands, with the line breaks around it, and whether the form ends with it.
        case found(Range<Int>, isLast: Bool)
        /// It is not there, but from here on it may begin.
        case notYet(from: Int)
    }

    private enum Rest {
        case ends(Int, isLast: Bool)
        case isOther
        case isCutShort
    }

    /// Blanks that may stand after it.
    private static var paddingLimit: Int { 1024 }

    private let marker: [UInt8]

    init(_ boundary: String) { marker = Array("--\(boundary)".utf8) }

    /// - Parameters:
    ///   - inside: whether it has a line break before it; the first one of a form need not.
    ///   - isComplete: whether nothing follows the buffer.
    func find(in buffer: [UInt8], from start: Int, inside: Bool, isComplete: Bool) -> Search {
        buffer.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count {
                guard let line = inside ? lineStart(buffer, index) : index else {
                    index += 1
                    continue
                }
                switch match(buffer, line, isComplete: isComplete) {
                case .ends(let end, let isLast): return .found(index..<end, isLast: isLast)
                case .isCutShort where !isComplete: return .notYet(from: index)
                case .isCutShort, .isOther: index += 1
                }
            }
            return .notYet(from: buffer.count)
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Where a line begins, if a line break stands here.
    private func lineStart(_ buffer: Bytes, _ index: Int) -> Int? {
        switch buffer[index] {
        case UInt8(ascii: "\n"): index + 1
        case UInt8(ascii: "\r"): afterLineBreak(buffer, index)
        default: nil
        }
    }

    private func match(_ buffer: Bytes, _ start: Int, isComplete: Bool) -> Rest {
        let count = min(marker.count, buffer.count - start)
        for offset in 0..<count where buffer[start + offset] != marker[offset] { return .isOther }
        guard count == marker.count else { return .isCutShort }
        var index = start + count
        if index < buffer.count, buffer[index] == UInt8(ascii: "-") {
            guard index + 1 < buffer.count else { return .isCutShort }
            return buffer[index + 1] == UInt8(ascii: "-") ? .ends(index + 2, isLast: true) : .isOther
        }
        let limit = index + MultipartBoundary.paddingLimit
        while index < buffer.count, isPadding(buffer[index]) {
            guard index < limit else { return .isOther }
            index += 1
        }
        guard index < buffer.count else { return .isCutShort }
        switch buffer[index] {
        case UInt8(ascii: "\n"): return .ends(index + 1, isLast: false)
        case UInt8(ascii: "\r"):
            // A line feed may follow.
            guard isComplete || index + 1 < buffer.count else { return .isCutShort }
            return .ends(afterLineBreak(buffer, index), isLast: false)
        default: return .isOther
        }
    }

    private func afterLineBreak(_ buffer: Bytes, _ index: Int) -> Int {
        index + 1 < buffer.count && buffer[index + 1] == UInt8(ascii: "\n") ? index + 2 : index + 1
    }

    private func isPadding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0B || byte == 0x0C
    }
}
