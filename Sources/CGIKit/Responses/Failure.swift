/// Everything that can keep a view from answering; ``FailureReport`` turns each into a status, a page and a log line.
public enum Failure: Error {
    case request(RequestError)
    case template(TemplateError)
    case database(DatabaseError)
    case system(SystemError)
    case configuration(ConfigurationError)
}

/// An error of one part of CGIKit that a view may let through.
public protocol FailureCause: Error {
    var failure: Failure { get }
}

/// Runs code that throws one part's error and throws it on as a ``Failure``.
public func failing<Value, Cause: FailureCause>(_ body: () throws(Cause) -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        throw error.failure
    }
}

extension SystemError: FailureCause {
    public var failure: Failure { .system(self) }
}

/// The site is set up wrongly; only its operator can fix it.
public struct ConfigurationError: FailureCause, Equatable {
    /// What is wrong and what to do about it, in one or more lines. Holds no secret.
    public let message: String

    public init(_ message: String) { self.message = message }

    public var failure: Failure { .configuration(self) }
}
