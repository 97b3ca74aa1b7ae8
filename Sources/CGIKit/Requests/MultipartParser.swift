import CSystem

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 section 5.1) as it arrives: fields into memory, files to disk.
struct MultipartParser {
    private var source: BodyReader
    private let delimiter: [UInt8]
    private let limits: RequestLimits
    /// What has arrived and is not consumed: from `start` on.
    private var buffer: [UInt8]
    private var start = 0

    private static var chunkSize: Int { 32 << 10 }

    init(_ source: BodyReader, boundary: String?, limits: RequestLimits) throws(Failure) {
        guard let boundary, 1...70 ~= boundary.utf8.count else {
            throw malformedForm("its Content-Type has no usable boundary")
        }
        self.source = source
        self.limits = limits
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter may be at the very start; with this line break before it, it is like all others.
        buffer = [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    mutating func form() throws(Failure) -> FormData {
        var form = FormData()
        var memory = 0
        let memoryLimit = limits.formMemorySize
        try readUntilDelimiter { _ throws(Failure) in }
        while try !isLastDelimiter() {
            guard form.fields.count + form.files.count < limits.formParts else {
                throw .contentTooLarge("The form has more than \(limits.formParts) parts.")
            }
            let header = try MultipartHeader(readHeaderLines())
            memory += header.name.utf8.count
            if let filename = header.filename {
                let file = FileUpload(name: header.name, filename: filename, contentType: header.contentType)
                memory += filename.utf8.count
                try check(memory, limit: memoryLimit)
                try readUntilDelimiter { (bytes) throws(Failure) in
                    try failing { () throws(SystemError) in try file.append(bytes) }
                }
                form.append(file)
            } else {
                var value: [UInt8] = []
                try readUntilDelimiter { (bytes) throws(Failure) in
                    memory += bytes.count
                    try check(memory, limit: memoryLimit)
                    value.append(contentsOf: bytes)
                }
                form.append(name: header.name, value: try PercentEncoding.text(value, of: "a field of the form"))
            }
        }
        try discardEpilogue()
        return form
    }

    /// Hands over the bytes before the next delimiter, piece by piece, and consumes both.
    private mutating func readUntilDelimiter(_ take: (ArraySlice<UInt8>) throws(Failure) -> Void) throws(Failure) {
        while true {
            if let index = indexOfDelimiter() {
                if start < index { try take(buffer[start..<index]) }
                start = index + delimiter.count
                return
            }
            // The last bytes may be the beginning of a delimiter.
            let end = max(start, buffer.count - delimiter.count + 1)
            if start < end { try take(buffer[start..<end]) }
            start = end
            try fill()
        }
    }

    private func indexOfDelimiter() -> Int? {
        buffer.withUnsafeBytes { buffer in
            guard let found = memmem(buffer.baseAddress! + start, buffer.count - start, delimiter, delimiter.count)
            else {
                return nil
            }
            return UnsafeRawPointer(found) - buffer.baseAddress!
        }
    }

    /// After a delimiter: `--` ends the form, a line break (blanks before it allowed) begins a part.
    private mutating func isLastDelimiter() throws(Failure) -> Bool {
        while buffer.count - start < 2 { try fill() }
        if buffer[start...].starts(with: "--".utf8) {
            start += 2
            return true
        }
        let padding = try readLine(limit: 1024)
        guard padding.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else {
            throw malformedForm("a boundary is followed by other text")
        }
        return false
    }

    private mutating func readHeaderLines() throws(Failure) -> [String] {
        var lines: [String] = []
        var rest = 8192
        while true {
            let bytes = try readLine(limit: rest)
            if bytes.isEmpty { return lines }
            rest -= bytes.count
            lines.append(try PercentEncoding.text(Array(bytes), of: "a header of the form"))
        }
    }

    /// The bytes up to the next CRLF, which is consumed.
    private mutating func readLine(limit: Int) throws(Failure) -> ArraySlice<UInt8> {
        var searched = 0
        while true {
            let line = buffer[start...]
            var index = start + searched
            while let newline = line[index...].firstIndex(of: UInt8(ascii: "\n")) {
                if newline > start, buffer[newline - 1] == UInt8(ascii: "\r") {
                    guard newline - 1 - start <= limit else { break }
                    start = newline + 1
                    return line[..<(newline - 1)]
                }
                index = newline + 1
            }
            guard line.count <= limit + 1 else { throw malformedForm("a part's headers are too long") }
            searched = line.count
            try fill()
        }
    }

    /// Drops what is consumed and waits for more.
    private mutating func fill() throws(Failure) {
        guard source.remaining > 0 else { throw malformedForm("it ends before its last boundary") }
        buffer.removeFirst(start)
        start = 0
        try source.read(MultipartParser.chunkSize, appendingTo: &buffer)
    }

    private mutating func discardEpilogue() throws(Failure) {
        while source.remaining > 0 {
            buffer.removeAll(keepingCapacity: true)
            try source.read(MultipartParser.chunkSize, appendingTo: &buffer)
        }
    }
}

private func check(_ memory: Int, limit: Int) throws(Failure) {
    guard memory <= limit else { throw .contentTooLarge("The form's fields may have at most \(limit) bytes.") }
}

func malformedForm(_ reason: String) -> Failure {
    .badRequest("The multipart form is malformed: \(reason).")
}
