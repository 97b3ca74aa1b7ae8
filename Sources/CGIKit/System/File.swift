import CSystem

/// An open file descriptor, closed when it goes out of scope.
public struct File: ~Copyable {
    /// The descriptor, for calls that this type does not wrap; it stays this value's to close.
    public let descriptor: CInt

    /// Takes over an open descriptor.
    public init(owning descriptor: CInt) { self.descriptor = descriptor }

    public init(path: String, flags: CInt, mode: mode_t = 0o600) throws(SystemError) {
        descriptor = try systemCall("open", path) { csystem_open(path, flags | O_CLOEXEC, mode) }
    }

    deinit { close(descriptor) }

    /// Reads a whole file of at most `limit` bytes; a longer one is an error (`EFBIG`), not a part of it.
    public static func contents(of path: String, limit: Int = 16 << 20) throws(SystemError) -> [UInt8] {
        let file = try File(path: path, flags: O_RDONLY)
        var status = stat()
        try systemCall("fstat", path) { fstat(file.descriptor, &status) }
        guard status.st_size <= limit else { throw SystemError("read", path, Errno(code: EFBIG)) }
        return try file.readToEnd(path: path, sizeHint: Int(status.st_size), limit: limit)
    }

    private func readToEnd(path: String, sizeHint: Int, limit: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = sizeHint + 1
        while true {
            let start = bytes.count
            guard start <= limit else { throw SystemError("read", path, Errno(code: EFBIG)) }
            bytes.append(contentsOf: repeatElement(0, count: chunk))
            let count = try systemCall("read", path) {
                bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + start, chunk) }
            }
            bytes.removeLast(chunk - count)
            if count == 0 { return bytes }
            chunk = max(4096, bytes.count)
        }
    }
}

/// The folder of the running program, or nil if the system does not tell.
public func executableFolder() -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    guard length > 0, let slash = buffer[..<length].lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(decoding: buffer[..<slash], as: UTF8.self)
}
