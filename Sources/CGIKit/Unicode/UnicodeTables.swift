import CTables

/// The tables of Unicode 15.0 that Swift's library does not offer; made by `tools/unicode-tables.py`.

extension ctables_mappings {
    /// Appends what a character becomes.
    ///
    /// - Returns: false if the table does not have the character.
    func append(_ scalar: Unicode.Scalar, to text: inout [Unicode.Scalar]) -> Bool {
        let index = lastIndex(below: count) { from[$0] & 0x1F_FFFF <= scalar.value }
        guard let index, from[index] & 0x1F_FFFF == scalar.value else { return false }
        let first = Int(at[index])
        let units = UnsafeBufferPointer(start: pool + first, count: Int(from[index] >> 24))
        forEachScalar(of: units) { text.append($0) }
        return true
    }
}

extension ctables_ranges {
    /// The value of a character.
    subscript(scalar: Unicode.Scalar) -> UInt8 {
        let index = lastIndex(below: count) { starts[$0] >> 8 <= scalar.value }
        return UInt8(truncatingIfNeeded: starts[index ?? 0])
    }
}

extension ctables_compositions {
    /// What two characters compose to.
    func composed(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        let index = lastIndex(below: count) { (self.first[$0], self.second[$0]) <= (first.value, second.value) }
        guard let index, self.first[index] == first.value, self.second[index] == second.value else { return nil }
        return Unicode.Scalar(composed[index])
    }
}

/// The last of the numbers from 0 up to a count for which something is so that is so for all before it.
private func lastIndex(below count: Int, _ isSo: (Int) -> Bool) -> Int? {
    var (low, high) = (0, count)
    while low < high {
        let middle = (low + high) / 2
        if isSo(middle) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
}

/// The characters of well-formed UTF-16.
func forEachScalar(of units: UnsafeBufferPointer<UInt16>, _ body: (Unicode.Scalar) -> Void) {
    var lead: UInt32?
    for unit in units {
        if 0xD800..<0xDC00 ~= unit {
            lead = UInt32(unit) - 0xD800
        } else {
            let value = lead.map { 0x10000 + $0 << 10 + UInt32(unit) - 0xDC00 } ?? UInt32(unit)
            lead = nil
            if let scalar = Unicode.Scalar(value) { body(scalar) }
        }
    }
}
