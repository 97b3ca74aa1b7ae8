import CGIKit
import CSystem

/// Emails that a worker has delivered but not yet marked in the database: their IDs, in a file next to it.
///
/// A commit waits for the disk several times; one for each message would be slower than a mail server. What is written
/// here outlives the worker, if not the machine: whoever comes next finds by a lock that it is dead, and marks what it has
/// delivered. After a power failure some messages are sent again, under the same Message-ID.
final class DeliveryLog {
    private let path: String
    private let file: File
    private var isEmpty = true

    /// Makes the file of a worker, and locks it for as long as the worker lives.
    init(beside database: String, owner: String) throws(SystemError) {
        path = DeliveryLog.prefix(of: database) + owner
        let path = path
        while true {
            let file = try File(path: path, flags: O_WRONLY | O_CREAT | O_APPEND)
            try systemCall("flock", path) { flock(file.descriptor, LOCK_EX) }
            // Another worker may have found it without a lock, and removed it.
            var status = stat()
            try systemCall("fstat", path) { fstat(file.descriptor, &status) }
            if status.st_nlink > 0 {
                self.file = file
                return
            }
        }
    }

    deinit { if isEmpty { unlink(path) } }

    /// Notes that a message was delivered.
    func append(_ id: Int64) throws(SystemError) {
        isEmpty = false
        try file.write(Array("\(id)\n".utf8), path: path)
    }

    /// Forgets all, because the database has it.
    func clear() throws(SystemError) {
        try systemCall("ftruncate", path) { ftruncate(file.descriptor, 0) }
        isEmpty = true
    }

    /// Finds the workers that have died, and has each dealt with once.
    ///
    /// - Parameter body: marks the messages that a worker has delivered; the file is kept if it throws.
    static func recover<Thrown: Error>(
        beside database: String, _ body: (_ owner: String, _ delivered: [Int64]) throws(Thrown) -> Void
    ) throws(Thrown) {
        let prefix = prefix(of: database)
        for name in names(in: parentFolder(of: database), prefix: fileName(of: prefix)) {
            let path = parentFolder(of: database) + "/" + name
            guard let file = try? File(path: path, flags: O_RDONLY),
                flock(file.descriptor, LOCK_EX | LOCK_NB) == 0, let content = try? File.contents(of: path)
            else { continue }
            try body(String(name.utf8.dropFirst(fileName(of: prefix).utf8.count))!, numbers(in: content))
            unlink(path)
        }
    }

    private static func prefix(of database: String) -> String { database + "-mail-" }

    private static func fileName(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[$0...].dropFirst()) } ?? path
    }

    /// The numbers of whole lines.
    private static func numbers(in content: [UInt8]) -> [Int64] {
        content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().compactMap {
            Int64(String(decoding: $0, as: UTF8.self))
        }
    }

    private static func names(in folder: String, prefix: String) -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix) { names.append(name) }
        }
        return names
    }
}
