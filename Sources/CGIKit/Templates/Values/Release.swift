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
        while let value = pending.popLast() {
            switch consume value {
            case .list(var list):
                guard isKnownUniquelyReferenced(&list) else { continue }
                pending += list.items
                list.items = []
            case .dict(var dict):
                guard isKnownUniquelyReferenced(&dict) else { continue }
                pending += dict.takeContainers()
            case .object(let object):
                guard var namespace = object as? Namespace else { continue }
                release(&namespace, &pending)
            default: break
            }
        }
    }

    private static func release(_ namespace: inout Namespace, _ pending: inout [Value]) {
        // Held by `namespace` and by the value that was taken out.
        pending.append(.dict(namespace.attributes))
    }
}
