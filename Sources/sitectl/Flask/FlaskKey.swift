import CGIKit
import CSystem

/// The file with the key that signs Flask's cookies.
struct FlaskKey {
    private let path: String
    private let bytes: [UInt8]
    private let isPrivate: Bool

    init(path: String) throws {
        do throws(SystemError) {
            bytes = try File.contents(of: path, limit: 4096)
        } catch {
            throw Output.failure(
                "sitectl: \(error.description). Write Flask's SECRET_KEY to a file, unchanged and without a line break, "
                    + "and give its path.")
        }
        guard !bytes.isEmpty else { throw Output.failure("sitectl: the key in \(path) is empty.") }
        self.path = path
        var status = stat()
        isPrivate = stat(path, &status) == 0 && status.st_mode & 0o077 == 0
    }

    var report: String { "\(path): a key of \(counted(bytes.count, "byte"))" }

    var toFix: [String] {
        var findings: [String] = []
        if bytes.last == UInt8(ascii: "\n") {
            findings.append(
                "the key in \(path) ends with a line break, which is part of it. If Flask's key has none, remove it: "
                    + "truncate -s -1 \(path)")
        }
        if bytes.count < 16 {
            findings.append(
                "the key in \(path) is so short that it can be guessed. When the old sessions are no longer needed, "
                    + "replace it: head -c 32 /dev/urandom > \(path)")
        }
        if !isPrivate { findings.append("other users can read \(path): chmod 600 \(path)") }
        return findings
    }
}
