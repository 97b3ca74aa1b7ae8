import CSystem

/// A folder of parsed templates, so that a process that renders one page need not parse it (what Jinja's
/// `FileSystemBytecodeCache` is for): a file for each page, with all templates that went into it.
///
/// A template is taken from here for as long as its file is the one that was parsed. Nothing depends on what is here: what
/// is missing, damaged, of another release or cannot be written costs the time of parsing, no more.
public struct TemplateCache {
    private let folder: String
    private static var sizeLimit: Int { 16 << 20 }

    /// - Parameter folder: is used if it is there; only who may change the templates may write to it.
    public init(folder: String) { self.folder = folder }

    /// What is known of a page, by the name of its template; nil if that is nothing.
    func page(_ name: String, _ settings: [UInt8]) -> CachedPage? {
        guard let bytes = try? File.contents(of: path(name), limit: TemplateCache.sizeLimit) else { return nil }
        return CachedPage(bytes, settings)
    }

    /// Puts a page in the place of what was known of it, at once.
    func keep(_ bytes: [UInt8], as name: String) {
        let path = path(name)
        var draft = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkostemp(&draft, O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let isWritten = (try? File(owning: descriptor).write(bytes, path: folder)) != nil
        if !isWritten || rename(draft, path) != 0 { unlink(draft) }
    }

    /// Names are paths, and a folder's files have none.
    private func path(_ name: String) -> String {
        var path = Array(folder.utf8)
        path.append(UInt8(ascii: "/"))
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "/"): path.append("%2F")
            case UInt8(ascii: "%"): path.append("%25")
            default: path.append(byte)
            }
        }
        return String(utf8: path)
    }
}
