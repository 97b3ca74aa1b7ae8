import CGIKit

/// The names that browsers know static files by: those with a hash of the content, which they keep for ever, where
/// `tools/hash-static` has made such copies.
///
/// A page costs one look at the list and one at each file that it links to: somebody may have changed a file in its place, and
/// then the copy is not that file's any more.
public final class StaticFiles {
    private let folder: String?
    /// Lines of name, hash, size and time of change.
    private lazy var list: [UInt8] = {
        guard let folder, let list = try? File.contents(of: folder + "/hashed-names", limit: 64 << 10) else {
            return []
        }
        return list
    }()
    private var known: [(name: String, link: Link)] = []

    /// A file's name, and what its address needs after a `?` to be another's when the file has changed.
    struct Link: Equatable {
        var name: String
        var stamp: String?
    }

    /// - Parameter folder: where the files are; nil if that is not known: then each has its own name only.
    public init(folder: String?) { self.folder = folder }

    func link(_ name: String) -> Link {
        if let known = known.first(where: { sameBytes($0.name, name) }) { return known.link }
        let link = entry(name).map { current($0) } ?? Link(name: name)
        known.append((name, link))
        return link
    }

    /// What pages look like and do depends on it: the links to style sheets and scripts.
    var state: String {
        var state = ""
        forEachEntry(where: { $0.last == UInt8(ascii: "s") }) { entry in
            guard entry.name.hasSuffix(".css") || entry.name.hasSuffix(".js") else { return true }
            let link = current(entry)
            state += "\(link.name)?\(link.stamp ?? "")\n"
            return true
        }
        return state
    }

    private struct Entry {
        let name: String
        let hash: String
        let size: Int64
        let modifiedAt: Int64

        init?(_ line: UnsafeBufferPointer<UInt8>) {
            let parts = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 4, parts[0].utf8.contains(UInt8(ascii: ".")), let size = Int64(parts[2]),
                let modifiedAt = Int64(parts[3])
            else { return nil }
            (name, hash, self.size, self.modifiedAt) = (parts[0], parts[1], size, modifiedAt)
        }
    }

    private func current(_ entry: Entry) -> Link {
        guard let folder, let stamp = try? FileStamp(path: "\(folder)/\(entry.name)") else {
            return Link(name: entry.name)
        }
        let seconds = stamp.modifiedAt / 1_000_000_000
        guard stamp.size == entry.size, seconds == entry.modifiedAt else {
            return Link(name: entry.name, stamp: "\(seconds)-\(stamp.size)")
        }
        let dot = entry.name.utf8.lastIndex(of: UInt8(ascii: "."))!
        return Link(name: "\(entry.name[..<dot]).\(entry.hash)\(entry.name[dot...])")
    }

    private func entry(_ name: String) -> Entry? {
        var found: Entry?
        name.withBytes { name in
            forEachEntry(where: { $0.elementsEqual(name) }) { entry in
                found = entry
                return false
            }
        }
        return found
    }

    /// - Parameters:
    ///   - isWanted: whether the entry of a name is looked at: a page wants few.
    ///   - body: whether it wants the next one.
    private func forEachEntry(where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool, _ body: (Entry) -> Bool) {
        list.withUnsafeBufferPointer { list in
            var start = 0
            while start < list.count {
                var (end, blank) = (start, start)
                while end < list.count, list[end] != UInt8(ascii: "\n") {
                    if blank == end, list[end] != UInt8(ascii: " ") { blank += 1 }
                    end += 1
                }
                let (name, line) = (start..<blank, start..<end)
                start = end + 1
                guard isWanted(UnsafeBufferPointer(rebasing: list[name])) else { continue }
                if let entry = Entry(UnsafeBufferPointer(rebasing: list[line])), !body(entry) { return }
            }
        }
    }
}
