extension [UInt8] {
    /// The offset of the first byte that is not part of well-formed UTF-8 (Unicode, table 3-7); nil if all are.
    var firstOffsetOfBadUTF8: Int? {
        withUnsafeBytes { bytes in
            var index = 0
            while index < bytes.count {
                if index + 8 <= bytes.count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                    continue
                }
                guard let length = UTF8.lengthOfCharacter(in: bytes, at: index) else { return index }
                index += length
            }
            return nil
        }
    }
}

extension UTF8 {
    /// How many bytes the character that begins at an offset has; nil if none is well-formed there.
    fileprivate static func lengthOfCharacter(in bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
        let length: Int
        // What may come second; all that follow are 80…BF.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[start] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return nil }
        for index in (start + 2)..<Swift.max(start + 2, start + length) where bytes[index] & 0xC0 != 0x80 { return nil }
        return length
    }
}
