import CSystem

/// Fast ways between strings and their bytes. (`String(decoding:as:)` goes byte by byte in Embedded Swift.)
extension String {
    /// The string of a buffer of UTF-8; bytes that are not UTF-8 become U+FFFD.
    @export(interface) public init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else {
            self = ""
            return
        }
        self.init(unsafeUninitializedCapacity: bytes.count) { buffer in
            memcpy(buffer.baseAddress!, source, bytes.count)
            return bytes.count
        }
    }

    init(utf8 bytes: ArraySlice<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(utf8: $0) }
    }

    /// The string of UTF-8 bytes; bytes that are not UTF-8 become U+FFFD.
    @export(interface) public init(utf8 bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { String(utf8: $0) }
    }

    /// Calls a function with the bytes of the text, mostly without a copy. The buffer is valid only inside.
    @inline(__always)
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }
}

extension [UInt8] {
    /// Appends bytes in one piece. (`append(contentsOf:)` goes byte by byte in Embedded Swift.)
    @export(interface) public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        append(addingCapacity: bytes.count) { span in
            span.withUnsafeMutableBufferPointer { buffer, filled in
                memcpy(buffer.baseAddress!, source, bytes.count)
                filled = bytes.count
            }
        }
    }

    /// Appends a text in one piece.
    public mutating func append(_ text: String) { text.withBytes { append($0) } }

    /// Appends a number's decimal digits.
    @export(interface) public mutating func append(decimal int: Int) {
        if int < 0 { append(UInt8(ascii: "-")) }
        let start = count
        var rest = int.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        var (low, high) = (start, count - 1)
        while low < high {
            swapAt(low, high)
            (low, high) = (low + 1, high - 1)
        }
    }

    /// Appends a text of the program's own in one piece.
    mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(text))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of a text of the program's own.
    init(_ text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }
}

extension ArraySlice<UInt8> {
    /// With ASCII's letters in lower case, and all else as it is.
    func asciiLowercased() -> [UInt8] { map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 + 32 : $0 } }
}
