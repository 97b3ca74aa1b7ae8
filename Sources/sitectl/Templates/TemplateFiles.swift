import ArgumentParser
import CSystem

/// The files of a template folder.
enum TemplateFiles {
    /// The names of all templates below a folder: every file but hidden ones and editors' copies.
    static func names(in folder: String) throws -> [String] {
        var names: [String] = []
        try collect(folder, prefix: "", depth: 0, into: &names)
        return names
    }

    private static func collect(_ folder: String, prefix: String, depth: Int, into names: inout [String]) throws {
        guard depth < 50 else { throw Output.failure("sitectl: \(folder): folders in each other without end.") }
        guard let stream = opendir(folder) else {
            throw Output.failure("sitectl: \(folder): \(String(cString: strerror(csystem_errno()))).")
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix(".swp") { continue }
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0 else { continue }
            if status.st_mode & __mode_t(S_IFMT) == S_IFDIR {
                try collect("\(folder)/\(name)", prefix: "\(prefix)\(name)/", depth: depth + 1, into: &names)
            } else if status.st_mode & __mode_t(S_IFMT) == S_IFREG {
                names.append(prefix + name)
            }
        }
    }
}
