import HTTPTypes

/// Why a client's request gets a 4xx (or 501) response, in words that the client may see.
public struct RequestError: FailureCause, Equatable {
    /// The status of the response.
    public let status: HTTPResponse.Status
    /// The sentence that the error page shows.
    public let message: String
    /// ``message``, or what the error log has instead.
    public let detail: String
    /// The methods that `Allow` lists, for 405.
    public let allowedMethods: [HTTPRequest.Method]

    /// By default the error log has the message, too.
    @export(interface) public init(
        _ status: HTTPResponse.Status, _ message: String, detail: String? = nil,
        allowedMethods: [HTTPRequest.Method] = []
    ) {
        self.status = status
        self.message = message
        self.detail = detail ?? message
        self.allowedMethods = allowedMethods
    }

    /// ``Failure/request(_:)``.
    public var failure: Failure { .request(self) }
}

extension Failure {
    /// 400: the request does not follow its format.
    public static func badRequest(_ message: String) -> Failure { .request(RequestError(.badRequest, message)) }

    /// 413: the request holds more than is allowed here.
    @export(interface) public static func contentTooLarge(_ message: String) -> Failure {
        .request(RequestError(.contentTooLarge, message))
    }
}
