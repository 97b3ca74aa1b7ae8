/// A request's body and its `Content-Type`.
public struct TestBody: Sendable {
    /// The header's value; nil sends none.
    public let contentType: String?
    /// The bytes of the body.
    public let bytes: [UInt8]

    /// Any body.
    public init(_ bytes: [UInt8], contentType: String? = nil) {
        self.bytes = bytes
        self.contentType = contentType
    }

    /// A body of type `application/json`. The text is not checked.
    public static func json(_ text: String) -> TestBody { TestBody(Array(text.utf8), contentType: "application/json") }

    /// A form as a browser sends it, urlencoded.
    public static func form(_ fields: [(String, String)]) -> TestBody {
        let text = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return TestBody(Array(text.utf8), contentType: "application/x-www-form-urlencoded")
    }

    /// A form with files. Names and the boundary are written as they are: a quotation mark or the boundary inside
    /// breaks the form, which tests may want.
    public static func multipart(_ parts: [TestPart], boundary: String = "test-boundary") -> TestBody {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"".utf8)
            if let filename = part.filename { bytes += Array("; filename=\"\(filename)\"".utf8) }
            bytes += Array("\r\n".utf8)
            if let type = part.contentType { bytes += Array("Content-Type: \(type)\r\n".utf8) }
            bytes += Array("\r\n".utf8) + part.bytes + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        return TestBody(bytes, contentType: "multipart/form-data; boundary=\(boundary)")
    }

    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A field or file of a multipart form.
public struct TestPart: Sendable {
    /// The field's name.
    public let name: String
    /// The file's name; nil for a field.
    public let filename: String?
    /// The file's media type; nil for a field.
    public let contentType: String?
    /// The value, or the content of the file.
    public let bytes: [UInt8]

    /// A field with a text.
    public init(_ name: String, _ value: String) {
        self.name = name
        filename = nil
        contentType = nil
        bytes = Array(value.utf8)
    }

    /// A file.
    public init(_ name: String, filename: String, contentType: String = "application/octet-stream", bytes: [UInt8]) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
        self.bytes = bytes
    }
}
