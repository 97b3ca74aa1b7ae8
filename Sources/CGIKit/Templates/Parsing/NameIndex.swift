/// Different names in the order in which they came, each found in the same time however many there are.
struct NameIndex {
    private(set) var ids: [NameID] = []
    /// Positions in `ids` by name; -1 is free. Empty while going through a few names is quicker.
    private var slots: [Int32] = []

    private static var fewNames: Int { 16 }

    @inline(__always)
    func position(of id: NameID) -> Int? {
        guard slots.isEmpty else { return positionInSlots(of: id) }
        for position in ids.indices where ids[position] == id { return position }
        return nil
    }

    func contains(_ id: NameID) -> Bool { position(of: id) != nil }

    /// Adds a name that is not there yet.
    mutating func append(_ id: NameID) {
        ids.append(id)
        if ids.count * 2 > slots.count, ids.count > NameIndex.fewNames {
            makeSlots()
        } else if !slots.isEmpty {
            slots[slot(of: id)] = Int32(ids.count - 1)
        }
    }

    private func positionInSlots(of id: NameID) -> Int? {
        let position = slots[slot(of: id)]
        return position < 0 ? nil : Int(position)
    }

    /// Where a name's position is, or belongs. Names are small numbers one after the other: they are their own hash.
    private func slot(of id: NameID) -> Int {
        var slot = Int(id) & (slots.count - 1)
        while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private mutating func makeSlots() {
        slots = [Int32](repeating: -1, count: max(slots.count * 2, NameIndex.fewNames * 4))
        for (position, id) in ids.enumerated() { slots[slot(of: id)] = Int32(position) }
    }
}
