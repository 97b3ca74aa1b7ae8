/// The file of a page in a ``TemplateCache``: its templates' texts and trees, for one set of settings.
struct CachedPage {
    /// Begins every file.
    private static var format: StaticString { "CGIKit page\n" }

    /// A template as it was parsed.
    struct Entry {
        /// That of its file; nil: it was built in.
        fileprivate let stamp: FileStamp?
        fileprivate let name: Range<Int>
        fileprivate let source: Range<Int>
        fileprivate let tree: Range<Int>
        /// All of it.
        fileprivate let whole: Range<Int>
    }

    private let bytes: [UInt8]
    private var entries: [Entry] = []

    /// - Returns: nil if the file is damaged, or made with other settings.
    init?(_ bytes: [UInt8], _ settings: [UInt8]) {
        self.bytes = bytes
        let found = bytes.withUnsafeBufferPointer { try? CachedPage.entries($0, settings) }
        guard let found else { return nil }
        entries = found
    }

    private static func entries(
        _ bytes: UnsafeBufferPointer<UInt8>, _ settings: [UInt8]
    ) throws(CorruptTree) -> [Entry]? {
        var input = BinaryInput(bytes)
        guard try input.bytes(format.utf8CodeUnitCount).elementsEqual(UnsafeBufferPointer(format)) else { return nil }
        let checksum = try input.word()
        guard checksum == Checksum.of(input.rest) else { return nil }
        guard try input.counted({ $0.elementsEqual(settings) }) else { return nil }
        var entries: [Entry] = []
        while input.remaining > 0 { entries.append(try entry(&input)) }
        return entries
    }

    private static func entry(_ input: inout BinaryInput) throws(CorruptTree) -> Entry {
        let start = input.position
        let name = try input.countedRange()
        let stamp = try input.byte() != 0 ? try FileStamp(&input) : nil
        let source = try input.countedRange()
        let tree = try input.countedRange()
        return Entry(stamp: stamp, name: name, source: source, tree: tree, whole: start..<input.position)
    }

    /// The names of all templates that have been part of the page.
    var names: [String] { entries.map { String(utf8: bytes[$0.name]) } }

    /// The template of a name, if it is here and its file is still the same.
    func template(_ name: String, _ loader: TemplateLoader, _ names: NameTable) -> LoadedTemplate? {
        guard let entry = entries.first(where: { isNamed($0, name) }) else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[entry.source])
            guard isSame(entry, name, text, loader) else { return nil }
            var copy: [UInt8] = []
            copy.append(text)
            let source = TemplateSource(name: name, bytes: copy)
            let tree = KeptTree(file: self.bytes, range: entry.tree)
            guard let template = try? TreeReader.template(tree, source, names) else { return nil }
            return (template, entry.stamp)
        }
    }

    /// Whether a template is what it was.
    private func isSame(
        _ entry: Entry, _ name: String, _ text: UnsafeBufferPointer<UInt8>, _ loader: TemplateLoader
    ) -> Bool {
        do throws(SystemError) {
            let stamp = try loader.stamp(of: name)
            return stamp == entry.stamp && (stamp != nil || loader.isBuiltIn(name, text))
        } catch {
            // Loading it tells what is wrong.
            return false
        }
    }

    private func isNamed(_ entry: Entry, _ name: String) -> Bool {
        name.withBytes { $0.elementsEqual(bytes[entry.name]) }
    }

    // MARK: Writing

    /// The bytes of a page's file: what was known of it already, and templates that had to be parsed now; nil if that would
    /// be too much to read for each page.
    static func file(
        _ known: CachedPage?, _ parsed: [LoadedTemplate], _ settings: [UInt8], _ names: NameTable
    ) -> [UInt8]? {
        let size = parsed.reduce(known?.bytes.count ?? 0) { $0 + $1.template.source.bytes.count }
        guard size <= TemplateCache.sizeLimit else { return nil }
        var content: [UInt8] = []
        content.append(counted: settings)
        if let known {
            for entry in known.entries where !parsed.contains(where: { known.isNamed(entry, $0.template.source.name) })
            {
                content += known.bytes[entry.whole]
            }
        }
        for (template, stamp) in parsed {
            content.append(counted: template.source.name)
            content.append(stamp == nil ? 0 : 1)
            stamp?.append(to: &content)
            content.append(counted: template.source.bytes)
            content.append(counted: TreeWriter.bytes(of: template, names))
        }
        var file: [UInt8] = []
        file.append(format)
        file.append(word: content.withUnsafeBufferPointer { Checksum.of($0) })
        return file + content
    }
}

/// Tells damage, such as what a failing power supply leaves; it is no protection against people.
private enum Checksum {
    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var sum = UInt64(bytes.count)
        guard let start = bytes.baseAddress else { return sum }
        let raw = UnsafeRawPointer(start)
        let wordsEnd = bytes.count & ~7
        for position in stride(from: 0, to: wordsEnd, by: 8) {
            add(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)), &sum)
        }
        for position in wordsEnd..<bytes.count { add(UInt64(bytes[position]), &sum) }
        return sum
    }

    @inline(__always)
    private static func add(_ word: UInt64, _ sum: inout UInt64) {
        sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 32
    }
}
