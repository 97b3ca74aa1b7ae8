/// A name in templates as a small number: comparing and looking up names costs no string work at render time.
typealias NameID = Int32

/// All names of an environment's templates.
final class NameTable {
    private var texts: [String] = []
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

    func id(_ text: String) -> NameID {
        var slot = Int(truncatingIfNeeded: PythonHash.of(text)) & (slots.count - 1)
        while slots[slot] >= 0 {
            if sameBytes(texts[Int(slots[slot])], text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let id = Int32(texts.count)
        texts.append(text)
        slots[slot] = id
        if texts.count * 2 > slots.count { grow() }
        return id
    }

    private func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (id, text) in texts.enumerated() {
            var slot = Int(truncatingIfNeeded: PythonHash.of(text)) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(id)
        }
    }
}
