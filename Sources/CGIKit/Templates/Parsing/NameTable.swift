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
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let id = slots[slot]
            if hashes[Int(id)] == hash, isText(id, bytes) { return id }
            slot = (slot + 1) & (slots.count - 1)
        }
        let id = Int32(texts.count)
        texts.append(String(utf8: bytes))
        hashes.append(hash)
        slots[slot] = id
        if texts.count * 2 > slots.count { grow() }
        return id
    }

    private func isText(_ id: NameID, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        texts[Int(id)].withBytes { text in
            text.count == bytes.count
                && (text.isEmpty || memcmp(text.baseAddress!, bytes.baseAddress!, text.count) == 0)
        }
    }

    private func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (id, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(id)
        }
    }
}
