/// Writes what the parser has made of a template as bytes, for ``TreeReader``: in the order of the tree, with each text
/// that occurs in it once, before it.
struct TreeWriter {
    private var bytes: [UInt8] = []
    private var strings: [String] = []
    /// Positions in `strings`, by the text's number in a table of this tree's own; -1 is none yet.
    private var stringPositions: [Int32] = []
    private let stringTable = NameTable()
    private let names: NameTable
    /// Positions of blocks, by the number of their name, which no two have in common.
    private var blockPositions: [Int32] = []

    private init(_ template: Template, _ names: NameTable) {
        self.names = names
        for (position, block) in template.blocks.enumerated() {
            TreeWriter.set(&blockPositions, Int(block.id), Int32(position))
        }
    }

    private static func set(_ positions: inout [Int32], _ index: Int, _ position: Int32) {
        while positions.count <= index { positions.append(-1) }
        positions[index] = position
    }

    static func bytes(of template: Template, _ names: NameTable) -> [UInt8] {
        var tree = TreeWriter(template, names)
        // A block within another comes before it.
        tree.list(template.blocks) { tree, block in
            tree.string(block.name)
            tree.int(block.function.slotCount)
            tree.entries(block.entries)
            tree.bool(block.isRequired)
            tree.statements(block.body)
        }
        tree.int(template.function.slotCount)
        tree.entries(template.entries)
        tree.statements(template.body)
        return tree.withStrings()
    }

    private func withStrings() -> [UInt8] {
        var whole: [UInt8] = []
        whole.append(count: strings.count)
        for string in strings { whole.append(counted: string) }
        return whole + bytes
    }

    // MARK: Parts

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func bool(_ flag: Bool) { byte(flag ? 1 : 0) }

    /// A number that is not negative.
    mutating func int(_ int: Int) { bytes.append(count: int) }

    mutating func optionalInt(_ int: Int?) { self.int(int.map { $0 + 1 } ?? 0) }

    /// Which case of its enumeration it is: only the same program reads it.
    mutating func number<Case: CaseIterable & Equatable>(_ one: Case) where Case.AllCases == [Case] {
        byte(UInt8(Case.allCases.firstIndex(of: one)!))
    }

    mutating func word(_ word: UInt64) { bytes.append(word: word) }

    mutating func string(_ string: String) {
        let id = Int(stringTable.id(string))
        if id < stringPositions.count, stringPositions[id] >= 0 { return int(Int(stringPositions[id])) }
        TreeWriter.set(&stringPositions, id, Int32(strings.count))
        int(strings.count)
        strings.append(string)
    }

    mutating func name(_ id: NameID) { string(names.text(id)) }

    mutating func list<Item>(_ items: [Item], _ write: (inout TreeWriter, Item) -> Void) {
        int(items.count)
        for item in items { write(&self, item) }
    }

    /// How many bytes something takes, and those.
    mutating func counted(_ write: (inout TreeWriter) -> Void) {
        let outer = bytes
        bytes = []
        write(&self)
        let inner = bytes
        bytes = outer
        bytes.append(counted: inner)
    }

    mutating func optional<Part>(_ part: Part?, _ write: (inout TreeWriter, Part) -> Void) {
        bool(part != nil)
        if let part { write(&self, part) }
    }

    mutating func block(_ block: Block) {
        precondition(blockPositions[Int(block.id)] >= 0, "a block is in its template")
        int(Int(blockPositions[Int(block.id)]))
    }

    // MARK: Variables

    mutating func access(_ access: NameAccess) {
        switch access {
        case .context: byte(AccessKind.context.rawValue)
        case .variable(let depth, let slot):
            byte(AccessKind.variable.rawValue)
            int(depth)
            int(slot)
        case .blocks: byte(AccessKind.blocks.rawValue)
        case .parentBlock: byte(AccessKind.parentBlock.rawValue)
        }
    }

    mutating func entries(_ entries: ScopeEntries) {
        list(entries.entries) { tree, entry in
            tree.int(entry.slot)
            tree.name(entry.id)
            tree.optional(entry.initial) { $0.access($1) }
        }
    }

    mutating func visible(_ visible: VisibleVariables) {
        list(visible.variables) { tree, variable in
            tree.name(variable.id)
            tree.access(variable.access)
        }
    }

    mutating func target(_ target: Target) {
        switch target {
        case .variable(let slot, let id, let export):
            byte(TargetKind.variable.rawValue)
            int(slot)
            name(id)
            bool(export)
        case .attribute(let owner, let name):
            byte(TargetKind.attribute.rawValue)
            int(owner.offset)
            self.name(owner)
            string(name)
        case .tuple(let targets):
            byte(TargetKind.tuple.rawValue)
            list(targets) { $0.target($1) }
        }
    }
}
