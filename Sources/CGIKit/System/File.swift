import CSystem

/// An open file descriptor, closed when it goes out of scope.
public struct File: ~Copyable {
    /// The descriptor, for calls that this type does not wrap. Only this value closes it.
    public let descriptor: CInt

    /// Takes over an open descriptor.
    public init(owning descriptor: CInt) { self.descriptor = descriptor }

    /// Opens a file as `open(2)` does, always with `O_CLOEXEC`. The mode is that of a new file, before the umask.
    ///
    /// - Throws: A ``SystemError`` with the call's `errno`.
    @export(interface) public init(path: String, flags: CInt, mode: mode_t = 0o600) throws(SystemError) {
        descriptor = try systemCall("open", path) { csystem_open(path, flags | O_CLOEXEC, mode) }
    }

    deinit { close(descriptor) }

    /// The bytes of a whole file.
    ///
    /// - Throws: A ``SystemError``; `EFBIG` if the file is longer than `limit` bytes.
    @export(interface) public static func contents(
        of path: String, limit: Int = 16 << 20
    ) throws(SystemError) -> [UInt8] {
        try stampedContents(of: path, limit: limit, mustBeFile: false).bytes
    }

    /// The same, with what tells whether the file has been changed since.
    ///
    /// - Parameter mustBeFile: whether a pipe, for whose other end one would have to wait, or a device is an error.
    static func stampedContents(
        of path: String, limit: Int, mustBeFile: Bool
    ) throws(SystemError) -> (bytes: [UInt8], stamp: FileStamp) {
        let file = try File(path: path, flags: mustBeFile ? O_RDONLY | O_NONBLOCK : O_RDONLY)
        var status = stat()
        try systemCall("fstat", path) { fstat(file.descriptor, &status) }
        let kind = status.st_mode & mode_t(S_IFMT)
        if mustBeFile, kind != mode_t(S_IFREG) {
            throw SystemError("read", path, Errno(code: kind == mode_t(S_IFDIR) ? EISDIR : EINVAL))
        }
        guard status.st_size <= limit else { throw SystemError("read", path, Errno(code: EFBIG)) }
        let bytes = try file.readToEnd(path: path, sizeHint: Int(status.st_size), limit: limit)
        return (bytes, FileStamp(status))
    }

    /// - Parameter sizeHint: what the system says is the size; a file may have grown since, and a pipe has none.
    private func readToEnd(path: String, sizeHint: Int, limit: Int) throws(SystemError) -> [UInt8] {
        var bytes = try readOnce(path: path, upTo: sizeHint + 1)
        if bytes.count == sizeHint, sizeHint > 0 { return bytes }
        while true {
            guard bytes.count <= limit else { throw SystemError("read", path, Errno(code: EFBIG)) }
            let more = try readOnce(path: path, upTo: max(4096, bytes.count))
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    /// Writes all bytes at the current offset; the path names the file in the error.
    ///
    /// - Throws: A ``SystemError``; part of the bytes may have been written.
    @export(interface) public func write(_ bytes: [UInt8], path: String) throws(SystemError) {
        try writeAll(bytes, [], to: descriptor, subject: path)
    }

    private func readOnce(path: String, upTo count: Int) throws(SystemError) -> [UInt8] {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat {
                result = read(descriptor, buffer.baseAddress!, count)
            } while result == -1 && csystem_errno() == EINTR
            filled = max(0, result)
        }
        if result == -1 { throw SystemError("read", path, .current) }
        return bytes
    }
}

/// The folder of a path: the part before its last slash, or `.` if it has none.
@export(interface) public func parentFolder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
}

/// The folder of the running program, or nil if the system does not tell.
@export(interface) public func executableFolder() -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    guard length > 0 else { return nil }
    return parentFolder(of: String(decoding: buffer[..<length], as: UTF8.self))
}
