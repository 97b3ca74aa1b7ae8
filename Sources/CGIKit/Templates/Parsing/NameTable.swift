import CSystem

/// A name in templates as a small number: comparing and looking up names costs no string work at render time.
typealias NameID = Int32

/// All names of an environment's templates.
final class NameTable {
    private var texts: [String] = []
    private var hashes: [UInt] = []
    /// Positions in `texts` by hash; -1 is free.
    private var slots = [Int32](repeating: -1, count: 256)

    /// Names that the language itself gives a meaning, with fixed numbers.
    static var loop: NameID { 0 }
    static var caller: NameID { 1 }
    static var kwargs: NameID { 2 }
    static var varargs: NameID { 3 }
    static var selfName: NameID { 4 }
    static var superName: NameID { 5 }

    init() {
        for name in ["loop", "caller", "kwargs", "varargs", "self", "super"] as [StaticString] {
            _ = id(name.description)
        }
    }

    func text(_ id: NameID) -> String { texts[Int(id)] }

    func id(_ text: String) -> NameID { text.withBytes { id($0) } }

    func id(_ bytes: UnsafeBufferPointer<UInt8>) -> NameID {
        let hash = PythonHash.of(bytes)
        let slot = slot(hash) { hashes[Int($0)] == hash && isText($0, bytes) }
        guard slots[slot] < 0 else { return slots[slot] }
        let id = Int32(texts.count)
        texts.append(String(utf8: bytes))
        hashes.append(hash)
        slots[slot] = id
        if texts.count * 2 > slots.count { grow() }
        return id
    }

    /// The slot of the name that is wanted, or the free one where it belongs.
    @inline(__always)
    private func slot(_ hash: UInt, isWanted: (NameID) -> Bool) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0, !isWanted(slots[slot]) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isText(_ id: NameID, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        texts[Int(id)].withBytes { text in
            text.count == bytes.count
                && (text.isEmpty || memcmp(text.baseAddress!, bytes.baseAddress!, text.count) == 0)
        }
    }

    private func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (id, hash) in hashes.enumerated() { slots[slot(hash) { _ in false }] = Int32(id) }
    }
}
