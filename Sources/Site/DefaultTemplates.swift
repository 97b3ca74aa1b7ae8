import CGIKit
import CSystem
import CTemplates

/// The built-in templates, compiled into the scripts. A file in the site's folder overrides the one here.
enum DefaultTemplates {
    static func loader(folder: String?) -> TemplateLoader {
        TemplateLoader(folders: folder.map { [$0] } ?? [], builtIn: source)
    }

    static var names: [String] {
        (0..<ctemplates_count).map { String(cString: ctemplates_at($0).pointee.name) }
    }

    static func source(_ name: String) -> [UInt8]? {
        guard let template = ctemplates_named(name) else { return nil }
        let length = template.pointee.length
        return [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
            memcpy(bytes.baseAddress!, template.pointee.source, length)
            count = length
        }
    }
}
