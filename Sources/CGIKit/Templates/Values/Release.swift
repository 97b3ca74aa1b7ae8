/// Letting go of values that hold others that hold others: one after the other, because a list in a list a million times
/// would take the stack with it otherwise.
enum Release {
    static func isContainer(_ value: Value) -> Bool {
        switch value {
        case .list, .dict: true
        case .object(let object): object is Namespace
        default: false
        }
    }

    static func containers(in items: inout [Value]) {
        guard items.contains(where: isContainer) else { return }
        var pending = items
        items = []
        while var value = pending.popLast() {
            if var list = takeList(&value) {
                guard isKnownUniquelyReferenced(&list) else { continue }
                pending += list.items
                list.items = []
            } else if var dict = takeDict(&value) {
                guard isKnownUniquelyReferenced(&dict) else { continue }
                pending += dict.takeContainers()
            }
        }
    }

    /// The list that the value is, which nobody but the caller and other values hold then.
    private static func takeList(_ value: inout Value) -> List? {
        guard case .list(let list) = value else { return nil }
        value = .none
        return list
    }

    /// The dict that the value is or, of a namespace, has: once the namespace is gone only the caller holds it.
    private static func takeDict(_ value: inout Value) -> Dict? {
        switch value {
        case .dict(let dict):
            value = .none
            return dict
        case .object(let object):
            guard let namespace = object as? Namespace else { return nil }
            value = .none
            return namespace.attributes
        default: return nil
        }
    }
}
