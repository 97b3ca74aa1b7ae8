/// Everything that can keep a handler from making a response. ``FailureReport`` turns each into a status, a page and a
/// log line.
public enum Failure: Error {
    /// The client's request cannot be answered: a 4xx status.
    case request(RequestError)
    /// A template has a mistake or cannot be rendered: 500.
    case template(TemplateError)
    /// SQLite failed: 503 if it may pass by itself, otherwise 500.
    case database(DatabaseError)
    /// A system call failed: 503 if it may pass by itself, otherwise 500.
    case system(SystemError)
    /// The site is set up wrongly: 500.
    case configuration(ConfigurationError)
}

/// An error of one part of CGIKit that a handler may pass on.
public protocol FailureCause: Error {
    /// The error as a ``Failure``.
    var failure: Failure { get }
}

/// Runs code that throws one part's error, and passes it on as a ``Failure``.
///
/// - Throws: The ``FailureCause/failure`` of what `body` throws.
public func failing<Value, Cause: FailureCause>(_ body: () throws(Cause) -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        throw error.failure
    }
}

extension SystemError: FailureCause {
    /// ``Failure/system(_:)``.
    public var failure: Failure { .system(self) }
}

/// The site is set up wrongly; only its operator can fix it.
public struct ConfigurationError: FailureCause, Equatable {
    /// What is wrong and what to do about it, in one or more lines. Holds no secret.
    public let message: String

    /// An error with a message for the operator.
    public init(_ message: String) { self.message = message }

    /// ``Failure/configuration(_:)``.
    public var failure: Failure { .configuration(self) }
}
