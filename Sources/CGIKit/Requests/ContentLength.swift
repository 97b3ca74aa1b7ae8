import HTTPTypes

/// How many bytes of body a request announces (RFC 3875, section 4.1.2).
enum ContentLength {
    /// - Throws: 411 when a method that sends a body announces none, 400 when the number is malformed, 413 over the limit.
    static func read(
        _ environment: Environment, _ method: HTTPRequest.Method, limit: Int
    ) throws(Failure) -> Int {
        guard let announced = announced(environment) else {
            let isChunked = environment["HTTP_TRANSFER_ENCODING"] != nil
            guard isChunked || method == .post || method == .put || method == .patch else { return 0 }
            let message = "The request must announce the length of its body (Content-Length)."
            throw .request(RequestError(.lengthRequired, message))
        }
        guard let length = announced else { throw .badRequest("The Content-Length is malformed.") }
        guard length <= limit else {
            throw .contentTooLarge("The body may have at most \(ByteCount.words(limit)) here.")
        }
        return length
    }

    /// The number announced: nil if there is none, a nil number if it is malformed.
    static func announced(_ environment: Environment) -> Int?? {
        // Servers pass a missing header as an unset variable or as an empty one.
        guard let text = environment["CONTENT_LENGTH"], !text.isEmpty else { return nil }
        return .some(parse(text))
    }

    /// Digits only: `Int("+1")` is 1.
    private static func parse(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return Int(text)
    }
}
