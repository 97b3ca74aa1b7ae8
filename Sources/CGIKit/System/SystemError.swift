import CSystem

/// A failed system call: which one, on what, and the C error code.
public struct SystemError: Error, Equatable {
    public let call: String
    public let subject: String
    public let errno: Errno

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
    public let code: CInt

    public init(code: CInt) { self.code = code }

    public static var current: Errno { Errno(code: csystem_errno()) }

    public static var notFound: Errno { Errno(code: ENOENT) }
    public static var permissionDenied: Errno { Errno(code: EACCES) }
    public static var interrupted: Errno { Errno(code: EINTR) }
    public static var exists: Errno { Errno(code: EEXIST) }
    public static var noSpace: Errno { Errno(code: ENOSPC) }
    public static var brokenPipe: Errno { Errno(code: EPIPE) }
    public static var connectionReset: Errno { Errno(code: ECONNRESET) }
    public static var notDirectory: Errno { Errno(code: ENOTDIR) }

    public var description: String { String(cString: strerror(code)) }
}

/// Calls a function of the C library that answers -1 and `errno`, again for as long as a signal interrupts it.
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
