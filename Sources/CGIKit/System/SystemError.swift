import CSystem

/// A failed system call: which one, on what, and the C error code.
public struct SystemError: Error, Equatable {
    /// The name of the function: `open`.
    public let call: String
    /// What it was called on, usually a path.
    public let subject: String
    /// The reason.
    public let errno: Errno

    /// An error for the log.
    @export(interface) public init(_ call: String, _ subject: String, _ errno: Errno) {
        self.call = call
        self.subject = subject
        self.errno = errno
    }

    /// For the error log: `open /srv/app.db: Permission denied`.
    public var description: String { "\(call) \(subject): \(errno.description)" }
}

/// A C `errno` value that can be matched: `catch let error where error.errno == .notFound`.
public struct Errno: Equatable, Sendable {
    /// The C value.
    public let code: CInt

    /// A value of C's `errno`.
    public init(code: CInt) { self.code = code }

    /// The thread's `errno`, as the last failed call has left it.
    public static var current: Errno { Errno(code: csystem_errno()) }

    /// `ENOENT`.
    public static var notFound: Errno { Errno(code: ENOENT) }
    /// `EACCES`.
    public static var permissionDenied: Errno { Errno(code: EACCES) }
    /// `EINTR`: a signal came; ``systemCall(_:_:_:)`` tries again.
    public static var interrupted: Errno { Errno(code: EINTR) }
    /// `EEXIST`.
    public static var exists: Errno { Errno(code: EEXIST) }
    /// `ENOSPC`.
    public static var noSpace: Errno { Errno(code: ENOSPC) }
    /// `EPIPE`.
    public static var brokenPipe: Errno { Errno(code: EPIPE) }
    /// `ECONNRESET`.
    public static var connectionReset: Errno { Errno(code: ECONNRESET) }
    /// `ENOTDIR`.
    public static var notDirectory: Errno { Errno(code: ENOTDIR) }

    /// The C library's message (`strerror`).
    public var description: String { String(cString: strerror(code)) }
}

/// Calls a C function that returns -1 and sets `errno` on failure, again for as long as a signal interrupts it.
///
/// - Throws: A ``SystemError`` with the `errno` of any other failure.
@discardableResult
public func systemCall<Result: FixedWidthInteger & SignedInteger>(
    _ name: String, _ subject: String, _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let errno = Errno.current
        if errno != .interrupted { throw SystemError(name, subject, errno) }
    }
}
