import CGIKit
import CSystem

/// A setting of the site. ``all`` declares each once: the defaults, the check of `site.conf` and the table in
/// `docs/settings.md` all come from there.
public struct Setting: Sendable {
    /// Its name in `site.conf`, and after `SITE_` in the environment.
    public let name: StaticString
    /// What its value looks like.
    public let kind: SettingKind
    /// The default as it would be written, or words for one that depends on something else; empty if there is none.
    public let standard: StaticString
    /// Its purpose, in Markdown.
    public let about: StaticString

    /// Inlined, so that ``all`` is laid down by the compiler, and no process has to make it.
    @inline(__always)
    init(_ name: StaticString, _ kind: SettingKind, default standard: StaticString = "", _ about: StaticString) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.about = about
    }

    /// The setting of this name; nil if there is none.
    static func named(_ name: String) -> Setting? { index(of: name).map { all[$0] } }

    /// Where it stands in ``all``.
    static func index(of name: String) -> Int? { name.withBytes { table.index(of: $0) } }

    private static let table = SettingTable()

    /// The declaration that a getter relies on.
    static func declared(_ name: String) -> Setting {
        guard let setting = named(name) else { preconditionFailure("a setting that is not declared") }
        return setting
    }

    /// What is wrong with a value, as a sentence without secrets; nil if it is valid.
    @export(interface) public func problem(with value: String) -> String? {
        kind.problem(with: value).map { kind.sentence(name, value, $0) }
    }

    // MARK: Defaults of what is not computed

    var standardText: String {
        String(utf8: UnsafeBufferPointer(start: standard.utf8Start, count: standard.utf8CodeUnitCount))
    }

    var standardFlag: Bool { standard.utf8Start.pointee == UInt8(ascii: "t") }

    var standardNumber: Int {
        UnsafeBufferPointer(start: standard.utf8Start, count: standard.utf8CodeUnitCount).reduce(0) {
            $0 * 10 + Int($1 - UInt8(ascii: "0"))
        }
    }
}
