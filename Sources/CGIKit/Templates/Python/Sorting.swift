/// Stable sorting by Python's order.
enum Sorting {
    /// Sorts by keys. Reversed, equal items keep their order all the same.
    static func sorted(
        _ items: [Value], reverse: Bool, _ key: (Value) throws(TemplateError) -> Value
    ) throws(TemplateError) -> [Value] {
        var keyed: [(key: Value, value: Value)] = []
        keyed.reserveCapacity(items.count)
        for item in items { keyed.append((try key(item), item)) }
        try mergeSort(&keyed, reverse)
        return keyed.map { $0.value }
    }

    private static func mergeSort(_ items: inout [(key: Value, value: Value)], _ reverse: Bool) throws(TemplateError) {
        var width = 1
        while width < items.count {
            var merged: [(key: Value, value: Value)] = []
            merged.reserveCapacity(items.count)
            var start = 0
            while start < items.count {
                let middle = min(start + width, items.count)
                let end = min(start + 2 * width, items.count)
                var left = start
                var right = middle
                while left < middle, right < end {
                    // The right one goes first only if it is truly before the left one.
                    let isRightFirst =
                        reverse
                        ? try isLess(items[left].key, items[right].key) : try isLess(items[right].key, items[left].key)
                    if isRightFirst {
                        merged.append(items[right])
                        right += 1
                    } else {
                        merged.append(items[left])
                        left += 1
                    }
                }
                merged += items[left..<middle]
                merged += items[right..<end]
                start = end
            }
            items = merged
            width *= 2
        }
    }

    static func isLess(_ left: Value, _ right: Value) throws(TemplateError) -> Bool {
        try Comparison.order(left, right).map { $0 < 0 } ?? false
    }
}
