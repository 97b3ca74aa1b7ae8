import HTTPTypes

/// The body of a request: not read before someone asks, and then once; who asks again gets the same answer.
struct RequestBody {
    private enum State {
        case unread
        case read([UInt8])
        /// The form was parsed from the stream, or from bytes that stay at hand.
        case form(FormData, [UInt8]?)
        case failed(Failure)
    }

    let environment: Environment
    let method: HTTPRequest.Method
    let input: BodyInput
    private var state = State.unread

    init(_ environment: Environment, _ method: HTTPRequest.Method, _ input: BodyInput) {
        self.environment = environment
        self.method = method
        self.input = input
    }

    mutating func bytes(_ limits: RequestLimits) throws(Failure) -> [UInt8] {
        switch state {
        case .read(let bytes), .form(_, .some(let bytes)): return bytes
        case .failed(let failure): throw failure
        case .form(_, .none): preconditionFailure("The body was streamed as a form: ask for the bytes first.")
        case .unread: break
        }
        do throws(Failure) {
            let bytes = try readAll(limits, limit: limits.contentLength)
            state = .read(bytes)
            return bytes
        } catch {
            state = .failed(error)
            throw error
        }
    }

    mutating func json(_ limits: RequestLimits) throws(Failure) -> [UInt8] {
        let type = try contentType()
        guard let type, type.value == "application/json" || type.value.hasSuffix("+json") else {
            throw unsupported("application/json")
        }
        return try bytes(limits)
    }

    @export(interface) mutating func form(_ limits: RequestLimits) throws(Failure) -> FormData {
        switch state {
        case .form(let form, _): return form
        case .failed(let failure): throw failure
        case .read, .unread: break
        }
        do throws(Failure) {
            return try parseForm(limits)
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func parseForm(_ limits: RequestLimits) throws(Failure) -> FormData {
        let type = try contentType()
        switch type?.value {
        case "application/x-www-form-urlencoded":
            let bytes = try readAll(limits, limit: min(limits.contentLength, limits.formMemorySize))
            let form = try FormData(urlEncoded: bytes, of: "the form", limit: limits.formParts)
            state = .form(form, bytes)
            return form
        case "multipart/form-data":
            let bytes = storedBytes()
            let length = try announcedLength(limits.contentLength)
            input.limitTime(limits.bodySeconds)
            let reader = BodyReader(bytes.map { .bytes($0) } ?? input, length: length)
            var parser = try MultipartParser(reader, boundary: type?["boundary"], limits: limits)
            let form = try parser.form()
            state = .form(form, bytes)
            return form
        default:
            // No type and no body: an empty form, as from a script that posts nothing.
            guard type == nil, try announcedLength(limits.contentLength) == 0 else {
                throw unsupported("application/x-www-form-urlencoded or multipart/form-data")
            }
            state = .form(FormData(), [])
            return FormData()
        }
    }

    private func storedBytes() -> [UInt8]? {
        if case .read(let bytes) = state { bytes } else { nil }
    }

    private func readAll(_ limits: RequestLimits, limit: Int) throws(Failure) -> [UInt8] {
        if case .read(let bytes) = state { return bytes }
        input.limitTime(limits.bodySeconds)
        var reader = BodyReader(input, length: try announcedLength(limit))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reader.remaining)
        while reader.remaining > 0 { try reader.read(.max, appendingTo: &bytes) }
        return bytes
    }

    private func announcedLength(_ limit: Int) throws(Failure) -> Int {
        if case .read(let bytes) = state { return bytes.count }
        return try ContentLength.read(environment, method, limit: limit)
    }

    private func contentType() throws(Failure) -> HeaderParameters? {
        guard let text = environment["CONTENT_TYPE"], !text.isEmpty else { return nil }
        let type = HeaderParameters(text)
        guard !type.value.isEmpty else { throw .badRequest("The Content-Type is malformed.") }
        return type
    }

    private func unsupported(_ expected: String) -> Failure {
        .request(RequestError(.unsupportedMediaType, "The body's type must be \(expected)."))
    }
}
