/// Python's names of types, for messages.
enum PythonTypes {
    static func name(_ value: Value) -> String {
        switch value {
        case .undefined: "Undefined"
        case .none: "NoneType"
        case .bool: "bool"
        case .int, .big: "int"
        case .double: "float"
        case .string: "str"
        case .markup: "Markup"
        case .list: "list"
        case .tuple: "tuple"
        case .dict: "dict"
        case .function: "function"
        case .object(let object): object.typeName
        }
    }

    /// What Jinja calls the owner of an attribute that is not there.
    static func owner(_ value: Value) -> String {
        switch value {
        case .none: "None"
        case .markup: "markupsafe.Markup object"
        case .object(let object): "\(object.qualifiedTypeName) object"
        default: "\(name(value)) object"
        }
    }
}

/// Whether a value is true in a condition.
enum Truth {
    @inline(__always)
    static func of(_ value: Value) throws(TemplateError) -> Bool {
        switch value {
        case .undefined(let undefined):
            try undefined.checkLenient()
            return false
        case .none: return false
        case .bool(let bool): return bool
        case .int(let int): return int != 0
        case .big, .function: return true
        case .double(let double): return double != 0
        case .string(let text): return !text.utf8.isEmpty
        case .markup(let markup): return !markup.html.utf8.isEmpty
        case .list(let list): return !list.items.isEmpty
        case .tuple(let items): return !items.isEmpty
        case .dict(let dict): return !dict.entries.isEmpty
        case .object(let object): return object.isTrue
        }
    }
}
