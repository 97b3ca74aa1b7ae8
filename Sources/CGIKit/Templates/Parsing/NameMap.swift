/// Something for each of different names, in the order in which they came.
struct NameMap<Element> {
    private var names = NameIndex()
    private(set) var elements: [Element] = []

    func contains(_ id: NameID) -> Bool { names.contains(id) }

    var isEmpty: Bool { elements.isEmpty }
    var ids: [NameID] { names.ids }

    @inline(__always)
    subscript(id: NameID) -> Element? {
        guard let position = names.position(of: id) else { return nil }
        return elements[position]
    }

    subscript(id: NameID, default initial: @autoclosure () -> Element) -> Element {
        get { self[id] ?? initial() }
        _modify {
            let position = names.position(of: id) ?? append(id, initial())
            yield &elements[position]
        }
    }

    /// Adds a name that is not there yet.
    ///
    /// - Returns: its position.
    @discardableResult
    mutating func append(_ id: NameID, _ element: Element) -> Int {
        names.append(id)
        elements.append(element)
        return elements.count - 1
    }
}
