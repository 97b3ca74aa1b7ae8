/// A cached tree that cannot be what ``TreeWriter`` wrote.
struct CorruptTree: Error {}

/// Reads a template that ``TreeWriter`` has written.
struct TreeReader {
    private var input: BinaryInput
    private let source: TemplateSource
    private let words: TreeWords
    private var blocks: [Block] = []

    private init(_ input: BinaryInput, _ source: TemplateSource, _ words: TreeWords, _ blocks: [Block]) {
        self.input = input
        self.source = source
        self.words = words
        self.blocks = blocks
    }

    static func template(_ kept: KeptTree, _ source: TemplateSource, _ names: NameTable) throws(CorruptTree) -> Template
    {
        try kept.read { input throws(CorruptTree) in
            let words = try TreeWords(kept, &input, names)
            var tree = TreeReader(input, source, words, [])
            return try tree.template()
        }
    }

    /// What ``deferred()`` has skipped.
    static func statements(
        _ unread: UnreadStatements, of template: Template
    ) throws(CorruptTree) -> [TemplateStatement] {
        try unread.words.kept.read(from: unread.position) { input throws(CorruptTree) in
            var tree = TreeReader(input, template.source, unread.words, template.blocks)
            return try tree.statements()
        }
    }

    private mutating func template() throws(CorruptTree) -> Template {
        for _ in 0..<(try count()) { blocks.append(try newBlock()) }
        let function = FunctionLayout(slotCount: try int())
        return Template(source, function, try entries(), try statements(), blocks)
    }

    private mutating func newBlock() throws(CorruptTree) -> Block {
        let position = try position()
        return Block(
            words.id(position), words.strings[position], FunctionLayout(slotCount: try int()), try entries(),
            isRequired: try bool(), try statements())
    }

    // MARK: Parts

    mutating func byte() throws(CorruptTree) -> UInt8 { try input.byte() }

    mutating func bool() throws(CorruptTree) -> Bool { try input.byte() != 0 }

    @inline(__always)
    mutating func int() throws(CorruptTree) -> Int { try input.count() }

    mutating func optionalInt() throws(CorruptTree) -> Int? {
        let int = try int()
        return int == 0 ? nil : int - 1
    }

    mutating func word() throws(CorruptTree) -> UInt64 { try input.word() }

    /// How many parts follow, each of a byte at least.
    private mutating func count() throws(CorruptTree) -> Int {
        let count = try int()
        guard count <= input.remaining else { throw CorruptTree() }
        return count
    }

    /// A place in the template's text.
    @inline(__always)
    mutating func offset() throws(CorruptTree) -> Int {
        let offset = try int()
        guard offset <= source.bytes.count else { throw CorruptTree() }
        return offset
    }

    private mutating func position() throws(CorruptTree) -> Int {
        let position = try int()
        guard position < words.strings.count else { throw CorruptTree() }
        return position
    }

    mutating func string() throws(CorruptTree) -> String { words.strings[try position()] }

    mutating func name() throws(CorruptTree) -> NameID { words.id(try position()) }

    @inline(__always)
    mutating func list<Item>(
        _ item: (inout TreeReader) throws(CorruptTree) -> Item
    ) throws(CorruptTree) -> [Item] {
        let count = try count()
        var items: [Item] = []
        if count == 0 { return items }
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(&self)) }
        return items
    }

    /// Statements that are left to be read when they run.
    mutating func deferred() throws(CorruptTree) -> DeferredStatements {
        let length = try int()
        let position = input.position
        // There is nothing in a list that is empty but its length.
        if length == 1 {
            guard try byte() == 0 else { throw CorruptTree() }
            return DeferredStatements([])
        }
        _ = try input.bytes(length)
        return DeferredStatements(UnreadStatements(words: words, position: position))
    }

    mutating func block() throws(CorruptTree) -> Block {
        let position = try int()
        guard position < blocks.count else { throw CorruptTree() }
        return blocks[position]
    }

    /// An enumeration's case by the byte that stands for it.
    mutating func kind<Kind: RawRepresentable<UInt8>>(_ kind: Kind.Type) throws(CorruptTree) -> Kind {
        guard let kind = Kind(rawValue: try byte()) else { throw CorruptTree() }
        return kind
    }

    /// An enumeration's case by its number.
    mutating func numbered<Case: CaseIterable>(_ cases: Case.Type) throws(CorruptTree) -> Case
    where Case.AllCases == [Case] {
        let (cases, number) = (Case.allCases, Int(try byte()))
        guard number < cases.count else { throw CorruptTree() }
        return cases[number]
    }

    // MARK: Variables

    mutating func access() throws(CorruptTree) -> NameAccess {
        switch try kind(AccessKind.self) {
        case .context: return .context
        case .variable:
            let depth = try int()
            return .variable(depth: depth, slot: try int())
        case .blocks: return .blocks
        case .parentBlock: return .parentBlock
        }
    }

    mutating func entries() throws(CorruptTree) -> ScopeEntries {
        ScopeEntries(
            try list { tree throws(CorruptTree) in
                let slot = try tree.int()
                return ScopeEntry(slot: slot, id: try tree.name(), initial: try tree.bool() ? try tree.access() : nil)
            })
    }

    mutating func visible() throws(CorruptTree) -> VisibleVariables {
        VisibleVariables(
            try list { tree throws(CorruptTree) in
                let id = try tree.name()
                return (id, try tree.access())
            })
    }

    mutating func target() throws(CorruptTree) -> Target {
        switch try kind(TargetKind.self) {
        case .variable:
            let slot = try int()
            let id = try name()
            return .variable(slot: slot, id: id, export: try bool())
        case .attribute:
            let owner = try nameExpression(try offset())
            return .attribute(of: owner, try string())
        case .tuple: return .tuple(try list { tree throws(CorruptTree) in try tree.target() })
        }
    }
}
