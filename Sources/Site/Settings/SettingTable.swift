import CSystem

/// Finds settings by their names: every page asks for some dozens.
struct SettingTable: @unchecked Sendable {
    /// A number in ``Setting/all`` and one, or 0; a name that finds its slot taken has the next.
    /// (At an address, for good: an array within would be copied with each look.)
    private let slots: UnsafeMutablePointer<UInt8>

    init() {
        slots = .allocate(capacity: 256)
        slots.initialize(repeating: 0, count: 256)
        precondition(Setting.all.count < 250, "more settings than the table has room for")
        for index in Setting.all.indices {
            let name = Setting.all[index].name
            var slot = SettingTable.slot(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
            while slots[slot] != 0 { slot = (slot + 1) & 255 }
            slots[slot] = UInt8(index + 1)
        }
    }

    func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !name.isEmpty else { return nil }
        var slot = SettingTable.slot(name)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let known = Setting.all[index].name
            if known.utf8CodeUnitCount == name.count, memcmp(known.utf8Start, name.baseAddress!, name.count) == 0 {
                return index
            }
            slot = (slot + 1) & 255
        }
        return nil
    }

    private static func slot(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        let middle = Int(name[name.count / 2]) &* 7 &+ Int(name[name.count / 3]) &* 29
        return (name.count &* 31 &+ Int(name[0]) &* 3 &+ middle &+ Int(name[name.count - 1]) &* 13) & 255
    }
}
