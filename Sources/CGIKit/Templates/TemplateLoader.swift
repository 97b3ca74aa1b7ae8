/// Finds templates by name: in folders on disk first, then among those compiled into the program.
public struct TemplateLoader {
    /// Returns the UTF-8 source of a built-in template; nil if there is none of this name.
    public typealias BuiltIn = (_ name: String) -> [UInt8]?

    let folders: [String]
    private let builtIn: BuiltIn
    /// A template longer than this is an error.
    private static var sizeLimit: Int { 16 << 20 }

    /// Folders are searched in their order, and the built-in templates last. A relative folder starts at the working
    /// directory.
    @export(interface) public init(folders: [String] = [], builtIn: @escaping BuiltIn = { _ in nil }) {
        self.folders = folders
        self.builtIn = builtIn
    }

    /// The bytes of a template. The name is a relative path that stays inside the folder.
    ///
    /// - Throws: ``TemplateError/Kind/notFound``, or ``TemplateError/Kind/system`` if the file cannot be read or has
    ///   more than 16 MB.
    public func source(_ name: String) throws(TemplateError) -> [UInt8] { try stampedSource(name).bytes }

    /// The same, with what tells whether the template's file has been changed since; nil for what is built in.
    func stampedSource(_ name: String) throws(TemplateError) -> (bytes: [UInt8], stamp: FileStamp?) {
        guard TemplateLoader.isInside(name) else { throw TemplateError(.notFound, name) }
        for folder in folders {
            do {
                return try File.stampedContents(
                    of: "\(folder)/\(name)", limit: TemplateLoader.sizeLimit, mustBeFile: true)
            } catch {
                guard TemplateLoader.isMissing(error) else { throw TemplateError(.system, error.description) }
            }
        }
        guard let bytes = builtIn(name) else { throw TemplateError(.notFound, name) }
        return (bytes, nil)
    }

    /// That of a template's file; nil if it has none.
    func stamp(of name: String) throws(SystemError) -> FileStamp? {
        for folder in folders {
            do {
                return try FileStamp(path: "\(folder)/\(name)")
            } catch {
                guard TemplateLoader.isMissing(error) else { throw error }
            }
        }
        return nil
    }

    private static func isMissing(_ error: SystemError) -> Bool {
        error.errno == .notFound || error.errno == .notDirectory
    }

    /// Whether a built-in template is still the same.
    func isBuiltIn(_ name: String, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let bytes = builtIn(name) else { return false }
        return TemplateSource(name: name, bytes: bytes).bytes.elementsEqual(source)
    }

    /// Whether a name can only mean a file below a folder: no empty, `.` or `..` parts, no backslash or NUL.
    static func isInside(_ name: String) -> Bool {
        var partStart = 0
        var position = 0
        var dots = 0
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                if position == partStart || dots == position - partStart && dots <= 2 { return false }
                partStart = position + 1
                dots = 0
            case UInt8(ascii: "\\"), 0: return false
            case UInt8(ascii: "."): dots += 1
            default: break
            }
            position += 1
        }
        return position > partStart && !(dots == position - partStart && dots <= 2)
    }
}
