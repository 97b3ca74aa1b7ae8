/// `owner.name`
final class AttributeExpression: Expression {
    let owner: Expression
    let name: String
    /// Set when the owner is the `loop` variable.
    let loopMember: LoopMember?
    /// Only dicts need to know, so it is found out for the first one.
    private(set) lazy var dictMethod = DictMethod(rawValue: name)

    init(_ offset: Int, _ owner: Expression, _ name: String) {
        self.owner = owner
        self.name = name
        let isLoop = (owner as? NameExpression)?.id == NameTable.loop
        loopMember = isLoop ? LoopMember(rawValue: name) : nil
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        try value(of: try owner.evaluate(frame), frame)
    }

    func value(of value: Value, _ frame: Frame) throws(TemplateError) -> Value {
        switch value {
        case .dict(let dict):
            if dictMethod == nil, let value = dict[name] { return value }
        case .object(let object):
            if let loopMember, let value = try object.loopMember(loopMember) { return value }
            return try Attributes.attribute(name, of: object, frame.renderer.undefinedBehavior)
        default: break
        }
        return try Attributes.attribute(name, of: value, frame.renderer.undefinedBehavior)
    }
}

/// `owner[key]`
final class ItemExpression: Expression {
    let owner: Expression
    let key: Expression

    init(_ offset: Int, _ owner: Expression, _ key: Expression) {
        self.owner = owner
        self.key = key
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let value = try owner.evaluate(frame)
        return try Attributes.item(try key.evaluate(frame), of: value, frame.renderer.undefinedBehavior)
    }
}

/// `owner[start:stop:step]`
final class SliceExpression: Expression {
    let owner: Expression
    let start: Expression?
    let stop: Expression?
    let step: Expression?

    init(_ offset: Int, _ owner: Expression, _ start: Expression?, _ stop: Expression?, _ step: Expression?) {
        self.owner = owner
        self.start = start
        self.stop = stop
        self.step = step
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let value = try owner.evaluate(frame)
        let start = try start?.evaluate(frame)
        let stop = try stop?.evaluate(frame)
        try frame.renderer.charge(reading: value)
        return try Slices.slice(value, start, stop, try step?.evaluate(frame), frame.renderer.undefinedBehavior)
    }
}

/// The arguments as written in a call.
struct CallArguments {
    var positional: [Expression] = []
    var keyword: [(name: String, value: Expression)] = []
    /// `*list`
    var list: Expression?
    /// `**dict`
    var dict: Expression?

    func evaluate(_ frame: Frame) throws(TemplateError) -> Arguments {
        var arguments = Arguments()
        if !positional.isEmpty { arguments.positional = try positional.evaluated(frame) }
        if let list {
            var iterator = try ValueIterator(try list.evaluate(frame))
            while let value = try iterator.next() { arguments.positional.append(value) }
        }
        if !keyword.isEmpty { arguments.keyword.reserveCapacity(keyword.count) }
        for (name, value) in keyword { arguments.keyword.append((name, try value.evaluate(frame))) }
        if let dict { try append(try dict.evaluate(frame), to: &arguments) }
        return arguments
    }

    private func append(_ value: Value, to arguments: inout Arguments) throws(TemplateError) {
        guard let dict = try value.mapping() else {
            throw TemplateError(.type, "argument after ** must be a mapping, not \(PythonTypes.name(value))")
        }
        for (key, value) in dict.entries {
            guard let name = Text.plain(key) else { throw TemplateError(.type, "keywords must be strings") }
            guard arguments[name] == nil else {
                throw TemplateError(.type, "got multiple values for keyword argument '\(name)'")
            }
            arguments.keyword.append((name, value))
        }
    }
}

/// `callee(arguments)`
final class CallExpression: Expression {
    let callee: Expression
    /// Set when the callee is `owner.name`.
    private let method: AttributeExpression?
    let arguments: CallArguments

    init(_ offset: Int, _ callee: Expression, _ arguments: CallArguments) {
        self.callee = callee
        method = callee as? AttributeExpression
        self.arguments = arguments
        super.init(offset)
    }

    override func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
        let result = try call(frame)
        try frame.renderer.charge(making: result)
        return result
    }

    private func call(_ frame: Frame) throws(TemplateError) -> Value {
        if let method {
            let subject = try method.owner.evaluate(frame)
            try frame.renderer.charge(reading: subject)
            if let value = try Calls.callMethod(method, of: subject, arguments, frame) { return value }
            return try Calls.call(try method.value(of: subject, frame), try arguments.evaluate(frame), frame)
        }
        let function = try callee.evaluate(frame)
        return try Calls.call(function, try arguments.evaluate(frame), frame)
    }
}
