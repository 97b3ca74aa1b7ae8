import CGIKit
import CGIKitTesting

/// The request that a test describes: a `POST` with a body, if there is one.
func request(
    _ variables: [String: String] = [:], body: TestBody? = nil, chunk: Int = .max,
    limits: RequestLimits = RequestLimits()
) throws -> Request {
    var variables = ["REQUEST_METHOD": body == nil ? "GET" : "POST"].merging(variables) { $1 }
    if let body {
        variables["CONTENT_TYPE"] = body.contentType
        variables["CONTENT_LENGTH"] = variables["CONTENT_LENGTH"] ?? String(body.bytes.count)
    }
    return try Request(Environment(variables), body: .bytes(body?.bytes ?? [], chunk: chunk), limits: limits)
}

/// Status and message of the error that code throws, as `400 message`; empty if it throws none.
func refusal(_ body: () throws -> Void) -> String {
    do {
        try body()
        return ""
    } catch Failure.request(let error) {
        return "\(error.status.code) \(error.message)"
    } catch {
        return "another error: \(error)"
    }
}
