/// The methods of Python's `dict`.
enum DictMethod: String {
    case items, keys, values, get, pop, popitem, update, setdefault, copy, clear, fromkeys
}

enum DictMethods {
    static func bound(_ method: DictMethod, _ dict: Dict) -> Value {
        .function(Function(method.rawValue) { (arguments) throws(TemplateError) in try call(method, dict, arguments) })
    }

    static func call(_ method: DictMethod, _ dict: Dict, _ arguments: Arguments) throws(TemplateError) -> Value {
        switch method {
        case .items: return .object(DictView(dict, .items))
        case .keys: return .object(DictView(dict, .keys))
        case .values: return .object(DictView(dict, .values))
        case .get:
            let given = try arguments.bound(to: "get", "key", "default", required: 1)
            return try dict.value(given[0] ?? .none) ?? given[1] ?? .none
        case .pop:
            let given = try arguments.bound(to: "pop", "key", "default", required: 1)
            let key = given[0] ?? .none
            if let value = try dict.remove(key) ?? given[1] { return value }
            throw TemplateError(.key, PythonText.shortRepr(key))
        case .popitem:
            guard let entry = dict.removeLast() else {
                throw TemplateError(.key, "'popitem(): dictionary is empty'")
            }
            return .tuple([entry.key, entry.value])
        case .setdefault:
            let given = try arguments.bound(to: "setdefault", "key", "default", required: 1)
            let key = given[0] ?? .none
            if let value = try dict.value(key) { return value }
            try dict.set(key, to: given[1] ?? .none)
            return given[1] ?? .none
        case .update:
            for source in arguments.positional { try update(dict, from: source) }
            for argument in arguments.keyword { dict[argument.name] = argument.value }
            return .none
        case .copy: return .dict(dict.copy())
        case .clear:
            dict.removeAll()
            return .none
        case .fromkeys:
            let given = try arguments.bound(to: "fromkeys", "iterable", "value", required: 1)
            let result = Dict()
            for key in try ValueIterator.all(given[0] ?? .none) { try result.set(key, to: given[1] ?? .none) }
            return .dict(result)
        }
    }

    /// Adds the entries of another dict, or pairs.
    static func update(_ dict: Dict, from source: Value) throws(TemplateError) {
        if let other = try source.mapping() {
            for entry in other.entries { try dict.set(entry.key, to: entry.value) }
            return
        }
        var iterator = try ValueIterator(source)
        var index = 0
        while let item = try iterator.next() {
            let pair = try ValueIterator.all(item)
            guard pair.count == 2 else {
                let message = "dictionary update sequence element #\(index) has length \(pair.count); 2 is required"
                throw TemplateError(.value, message)
            }
            try dict.set(pair[0], to: pair[1])
            index += 1
        }
    }
}
