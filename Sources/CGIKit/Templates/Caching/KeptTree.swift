/// The bytes of a tree that ``TreeWriter`` has written, within a file.
struct KeptTree {
    let file: [UInt8]
    let range: Range<Int>

    /// - Parameter position: within the tree.
    func read<Result>(
        from position: Int = 0, _ body: (inout BinaryInput) throws(CorruptTree) -> Result
    ) throws(CorruptTree) -> Result {
        try file.withUnsafeBufferPointer { bytes throws(CorruptTree) in
            var input = BinaryInput(UnsafeBufferPointer(rebasing: bytes[range]))
            _ = try input.bytes(position)
            return try body(&input)
        }
    }
}

/// The texts in a tree, each of which stands there once.
final class TreeWords {
    let kept: KeptTree
    private let names: NameTable
    private(set) var strings: [String] = []
    /// The numbers of those strings that are names; -1 is not yet known.
    private var ids: [NameID]

    init(_ kept: KeptTree, _ input: inout BinaryInput, _ names: NameTable) throws(CorruptTree) {
        self.kept = kept
        self.names = names
        let count = try input.count()
        guard count <= input.remaining else { throw CorruptTree() }
        strings.reserveCapacity(count)
        ids = [NameID](repeating: -1, count: count)
        for _ in 0..<count { strings.append(try input.counted { String(utf8: $0) }) }
    }

    func id(_ position: Int) -> NameID {
        if ids[position] < 0 { ids[position] = names.id(strings[position]) }
        return ids[position]
    }
}

/// Where statements are in a tree.
struct UnreadStatements {
    let words: TreeWords
    let position: Int
}
