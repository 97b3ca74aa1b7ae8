import CSystem

/// A file sent with a form. Its bytes are in a temporary file that no name leads to.
///
/// Everything here but the bytes is the client's word: never make a path of ``filename``, never believe
/// ``contentType``.
public final class FileUpload {
    /// The form field's name.
    public let name: String
    /// The file's name on the client's machine; empty if no file was chosen.
    public let filename: String
    /// The media type that the client claims, parameters included.
    public let contentType: String
    /// The length in bytes.
    public private(set) var size = 0
    /// -1 as long as there are no bytes.
    private var descriptor: CInt = -1

    init(name: String, filename: String, contentType: String) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func append(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
        if descriptor < 0 { descriptor = try openTemporaryFile() }
        try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
            try writeAll(UnsafeRawBufferPointer(bytes), to: descriptor, subject: "temporary file")
        }
        size += bytes.count
    }

    /// Reads at most `count` bytes from a position on; returns fewer only at the end of the file.
    ///
    /// - Throws: A ``SystemError`` if the temporary file cannot be read.
    @export(interface) public func read(from offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        precondition(offset >= 0 && count >= 0)
        let wanted = min(count, max(0, size - offset))
        var bytes = [UInt8](repeating: 0, count: wanted)
        var filled = 0
        while filled < wanted {
            let length = try bytes.withUnsafeMutableBufferPointer { (bytes) throws(SystemError) in
                try systemCall("pread", "temporary file") {
                    pread(descriptor, bytes.baseAddress! + filled, wanted - filled, off_t(offset + filled))
                }
            }
            guard length > 0 else { throw SystemError("pread", "temporary file", Errno(code: EIO)) }
            filled += length
        }
        return bytes
    }

    /// The whole file. Its size is at most the request's ``RequestLimits/contentLength``.
    ///
    /// - Throws: A ``SystemError`` if the temporary file cannot be read.
    public func contents() throws(SystemError) -> [UInt8] { try read(from: 0, count: size) }

    /// Copies the file to a path that does not exist yet, readable by this user only, and syncs it. A copy that fails leaves
    /// nothing behind.
    ///
    /// - Throws: A ``SystemError``: `EEXIST` if there is a file already, or whatever else keeps the copy from being written.
    @export(interface) public func save(to path: String) throws(SystemError) {
        let target = try File(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do throws(SystemError) {
            var offset = 0
            while offset < size {
                let bytes = try read(from: offset, count: 64 << 10)
                try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
                    try writeAll(UnsafeRawBufferPointer(bytes), to: target.descriptor, subject: path)
                }
                offset += bytes.count
            }
            try systemCall("fsync", path) { fsync(target.descriptor) }
        } catch {
            unlink(path)
            throw error
        }
    }
}

/// Opens a new empty file that no name leads to: readable by this process only, gone when closed.
private func openTemporaryFile() throws(SystemError) -> CInt {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/cgi-XXXXXX".utf8CString)
    let descriptor = try systemCall("mkostemp", folder) { mkostemp(&path, O_CLOEXEC) }
    unlink(path)
    return descriptor
}
