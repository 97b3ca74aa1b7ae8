import CSystem

/// A folder of parsed templates, so that a process that renders one page need not parse it (what Jinja's
/// `FileSystemBytecodeCache` is for): a file for each page, with all templates that went into it.
///
/// A template is taken from here for as long as its file, and the program, are those that it was parsed from and by. Nothing
/// depends on what is here: what is missing or damaged costs the time of parsing, no more.
public struct TemplateCache {
    private let folder: String
    /// Bytes of a page's file. What is read for each page must not become more than what parsing costs.
    static var sizeLimit: Int { 1 << 20 }

    /// - Parameter folder: is used if it is there. Whoever else could write to it could do all that the program can.
    public init(folder: String) { self.folder = folder }

    /// What is known of a page, by the name of its template; nil if that is nothing.
    func page(_ name: String, _ settings: [UInt8]) -> CachedPage? {
        guard let file = try? File.stampedContents(of: path(name), limit: TemplateCache.sizeLimit, mustBeFile: true)
        else { return nil }
        return CachedPage(file.bytes, settings)
    }

    /// Puts a page in the place of what was known of it, at once.
    func keep(_ name: String, _ bytes: [UInt8]) {
        guard bytes.count <= TemplateCache.sizeLimit else { return }
        let path = path(name)
        var draft = Array("\(path).XXXXXX".utf8CString)
        let descriptor = mkostemp(&draft, O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let file = File(owning: descriptor)
        let isWritten = (try? file.write(bytes, path: path)) != nil
        if !isWritten || rename(draft, path) != 0 { unlink(draft) }
    }

    /// The program's own, since others may have been built from other sources. Names are paths, and a folder's files have
    /// none.
    private func path(_ name: String) -> String {
        var path = Array("\(folder)/\(Program.name):".utf8)
        PercentEncoding.encode(name, allowing: .pathSegment, into: &path)
        return String(utf8: path)
    }
}
