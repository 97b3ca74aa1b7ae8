import CSystem

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 section 5.1) as it arrives: fields into memory, files to disk.
///
/// What is a part and what it holds is decided as by Werkzeug 3.1; `docs/http.md` says where it is stricter.
struct MultipartParser {
    private var source: BodyReader
    private let boundary: MultipartBoundary
    private let limits: RequestLimits
    /// What has arrived and is not consumed: from `start` on.
    private var buffer: [UInt8] = []
    private var start = 0

    private static var chunkSize: Int { 32 << 10 }
    /// Bytes of a part's headers.
    private static var headerLimit: Int { 8192 }

    init(_ source: BodyReader, boundary: String?, limits: RequestLimits) throws(Failure) {
        guard let boundary, 1...70 ~= boundary.utf8.count else {
            throw malformedForm("its Content-Type has no usable boundary")
        }
        self.source = source
        self.limits = limits
        self.boundary = MultipartBoundary(boundary)
    }

    mutating func form() throws(Failure) -> FormData {
        var form = FormData()
        var parts = 0
        var memory = 0
        let memoryLimit = limits.formMemorySize
        var isLast = try skipPreamble()
        while !isLast {
            parts += 1
            guard parts <= limits.formParts else {
                throw .contentTooLarge("The form has more than \(limits.formParts) parts.")
            }
            let header = try MultipartHeader(readHeader())
            memory += header.name?.utf8.count ?? 0
            if let filename = header.filename {
                let file = FileUpload(name: header.name ?? "", filename: filename, contentType: header.contentType)
                memory += filename.utf8.count
                try check(memory, limit: memoryLimit)
                isLast = try readContent { (bytes) throws(Failure) in
                    try failing { () throws(SystemError) in try file.append(bytes) }
                }
                if header.name != nil { form.append(file) }
            } else {
                var value: [UInt8] = []
                isLast = try readContent { (bytes) throws(Failure) in
                    memory += bytes.count
                    try check(memory, limit: memoryLimit)
                    value.append(contentsOf: bytes)
                }
                let text = try PercentEncoding.text(header.charset.decode(value), of: "a field of the form")
                if let name = header.name { form.append(name: name, value: text) }
            }
        }
        try discardEpilogue()
        return form
    }

    /// Consumes all up to the end of the first delimiter.
    private mutating func skipPreamble() throws(Failure) -> Bool {
        while true {
            switch boundary.find(in: buffer, from: start, inside: false, isComplete: source.remaining == 0) {
            case .found(let place, let isLast):
                start = place.upperBound
                return isLast
            case .notYet(let place):
                start = place
                try fill()
            }
        }
    }

    /// A part's headers, without the empty line after them. The line break that ends that line is left: the delimiter of a
    /// part without content may begin with it.
    private mutating func readHeader() throws(Failure) -> ArraySlice<UInt8> {
        var searched = 0
        while true {
            if let (end, next) = emptyLine(from: start + searched) {
                guard end - start <= MultipartParser.headerLimit else { break }
                defer { start = next }
                return buffer[start..<end]
            }
            guard buffer.count - start <= MultipartParser.headerLimit + 4 else { break }
            // The last three bytes may be its beginning.
            searched = max(0, buffer.count - start - 3)
            try fill()
        }
        throw malformedForm("a part's headers are too long")
    }

    /// Where the first two equal line breaks begin, and where the second of them does.
    private func emptyLine(from place: Int) -> (end: Int, next: Int)? {
        for index in place..<max(place, buffer.count - 1) {
            switch (buffer[index], buffer[index + 1]) {
            case (UInt8(ascii: "\n"), UInt8(ascii: "\n")), (UInt8(ascii: "\r"), UInt8(ascii: "\r")):
                return (index, index + 1)
            case (UInt8(ascii: "\r"), UInt8(ascii: "\n")):
                if buffer[(index + 2)...].starts(with: "\r\n".utf8) { return (index, index + 2) }
            default: break
            }
        }
        return nil
    }

    /// Hands over a part's content, piece by piece, and consumes it and the delimiter after it.
    ///
    /// - Returns: whether that ends the form.
    private mutating func readContent(_ take: (ArraySlice<UInt8>) throws(Failure) -> Void) throws(Failure) -> Bool {
        while buffer.count - start < 2, source.remaining > 0 { try fill() }
        var lineBreak = buffer[start...].starts(with: "\r\n".utf8) ? 2 : 1
        while true {
            switch boundary.find(in: buffer, from: start, inside: true, isComplete: source.remaining == 0) {
            case .found(let place, let isLast):
                if place.lowerBound > start + lineBreak { try take(buffer[(start + lineBreak)..<place.lowerBound]) }
                start = place.upperBound
                return isLast
            case .notYet(let place):
                if place > start {
                    if place > start + lineBreak { try take(buffer[(start + lineBreak)..<place]) }
                    start = place
                    lineBreak = 0
                }
                try fill()
            }
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
    guard memory <= limit else {
        throw .contentTooLarge("The form's fields may have at most \(ByteCount.words(limit)).")
    }
}

func malformedForm(_ reason: String) -> Failure {
    .badRequest("The multipart form is malformed: \(reason).")
}
