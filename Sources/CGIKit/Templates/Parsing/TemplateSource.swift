import CSystem

/// A template's text, with line ends as LF, and the places in it.
final class TemplateSource {
    let name: String
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        let hasReturn = bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { memchr($0, CInt(UInt8(ascii: "\r")), buffer.count) != nil } ?? false
        }
        self.bytes = hasReturn ? TemplateSource.normalized(bytes) : bytes
    }

    /// The text of a file, which must be UTF-8: anything else would be sent to browsers as it is.
    convenience init(checked name: String, _ bytes: [UInt8]) throws(TemplateError) {
        self.init(name: name, bytes: bytes)
        guard let offset = self.bytes.firstOffsetOfBadUTF8 else { return }
        var text: [UInt8] = []
        PythonText.appendHex(UInt32(self.bytes[offset]), digits: 2, to: &text)
        // The line ends of the file may be longer than ours.
        let place = bytes.firstOffsetOfBadUTF8 ?? offset
        let message =
            "'utf-8' codec can't decode byte 0x\(String(utf8: text)) in position \(place): the file must be UTF-8"
        throw TemplateError(.unicode, message).passing("", at: position(of: offset))
    }

    /// CR LF and CR become LF.
    private static func normalized(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for index in bytes.indices {
            if bytes[index] != UInt8(ascii: "\r") {
                result.append(bytes[index])
            } else if index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") {
                result.append(UInt8(ascii: "\n"))
            }
        }
        return result
    }

    func text(_ start: Int, _ end: Int) -> String { withBytes(start, end) { String(utf8: $0) } }

    /// Works on the bytes between two offsets in place.
    @inline(__always)
    func withBytes<Result>(_ start: Int, _ end: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }

    /// The first place of a byte between two offsets; nil if it is not there.
    @inline(__always)
    func firstOffset(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        withBytes(start, end) { part in
            guard let base = part.baseAddress, let found = memchr(base, CInt(byte), part.count) else { return nil }
            return start + UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
    }

    func position(of offset: Int) -> TemplateError.Position {
        let newline = UInt8(ascii: "\n")
        let offset = min(max(0, offset), bytes.count)
        var line = 1
        var lineStart = 0
        for index in 0..<offset where bytes[index] == newline {
            line += 1
            lineStart = index + 1
        }
        var lineEnd = offset
        while lineEnd < bytes.count, bytes[lineEnd] != newline { lineEnd += 1 }
        let column = 1 + codePoints(lineStart, offset)
        return TemplateError.Position(
            template: name, line: line, column: column, sourceLine: text(lineStart, lineEnd))
    }

    /// How many code points there are between two offsets.
    func codePoints(_ start: Int, _ end: Int) -> Int {
        var count = 0
        for index in start..<end where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
