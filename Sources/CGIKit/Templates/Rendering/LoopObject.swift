/// The names that `loop` has.
enum LoopMember: String {
    case index, index0, last, first, length, revindex, revindex0, previtem, nextitem, depth, depth0, cycle, changed
}

/// The `loop` variable.
final class LoopObject: TemplateObject {
    private let statement: ForStatement
    private let frame: Frame
    private let depth: Int
    private var iterator: ValueIterator
    /// Items that were looked at before their turn, first one last.
    private var ahead: [Value] = []
    private var hasEnded = false
    private var index0 = -1
    private var previous: Value?
    private(set) var current: Value = .none
    private var lastChanged: [Value]?

    init(_ statement: ForStatement, _ iterator: ValueIterator, _ depth: Int, _ frame: Frame) {
        self.statement = statement
        self.iterator = iterator
        self.depth = depth
        self.frame = frame
    }

    override var typeName: String { "LoopContext" }
    override var qualifiedTypeName: String { "jinja2.runtime.LoopContext" }
    override var isCallable: Bool { true }

    override func rendered() throws(TemplateError) -> Value { .string("<LoopContext \(index0 + 1)/\(try count())>") }

    /// Goes to the next item.
    func advance() throws(TemplateError) -> Bool {
        let waiting = ahead.popLast()
        guard let next = waiting == nil ? try pull() : waiting else { return false }
        previous = index0 < 0 ? nil : current
        current = next
        index0 += 1
        return true
    }

    private func pull() throws(TemplateError) -> Value? {
        if hasEnded { return nil }
        let item = try statement.nextItem(&iterator, frame)
        if item == nil { hasEnded = true }
        return item
    }

    private func peek() throws(TemplateError) -> Value? {
        if let next = ahead.last { return next }
        guard let next = try pull() else { return nil }
        ahead.append(next)
        return next
    }

    /// How many items there are in all; those to come are read if that is the only way to know.
    private func count() throws(TemplateError) -> Int {
        if statement.condition == nil, let count = iterator.knownCount { return count }
        var rest: [Value] = ahead.reversed()
        while let item = try pull() { rest.append(item) }
        ahead = rest.reversed()
        return index0 + 1 + ahead.count
    }

    override func loopMember(_ member: LoopMember) throws(TemplateError) -> Value? {
        switch member {
        case .index: return .int(index0 + 1)
        case .index0: return .int(index0)
        case .first: return .bool(index0 == 0)
        case .last: return .bool(try peek() == nil)
        case .length: return .int(try count())
        case .revindex: return .int(try count() - index0)
        case .revindex0: return .int(try count() - index0 - 1)
        case .previtem: return previous ?? undefined("there is no previous item")
        case .nextitem:
            let next = try peek()
            return next ?? undefined("there is no next item")
        case .depth: return .int(depth + 1)
        case .depth0: return .int(depth)
        case .cycle:
            return .function(Function("cycle") { (arguments) throws(TemplateError) in try self.cycle(arguments) })
        case .changed:
            return .function(Function("changed") { (arguments) throws(TemplateError) in try self.changed(arguments) })
        }
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        guard let member = LoopMember(rawValue: name) else { return nil }
        return try loopMember(member)
    }

    private func undefined(_ hint: String) -> Value {
        .undefined(Undefined(.hint(hint), frame.renderer.undefinedBehavior))
    }

    func cycle(_ arguments: Arguments) throws(TemplateError) -> Value {
        let values = arguments.positional
        guard !values.isEmpty else { throw TemplateError(.type, "no items for cycling given") }
        return values[index0 % values.count]
    }

    private func changed(_ arguments: Arguments) throws(TemplateError) -> Value {
        if let lastChanged, try Comparison.equal(.tuple(lastChanged), .tuple(arguments.positional)) { return false }
        lastChanged = arguments.positional
        return true
    }

    /// `loop(children)` in a recursive loop.
    override func call(_ arguments: Arguments, from caller: Frame) throws(TemplateError) -> Value {
        guard let function = statement.recursiveFunction, let parent = frame.parent else {
            throw TemplateError(
                .type, "The loop must have the 'recursive' marker to be called recursively.")
        }
        guard arguments.positional.count == 1, arguments.keyword.isEmpty else {
            throw TemplateError(.type, "loop() takes 1 positional argument")
        }
        let start = frame.renderer.output.count
        try statement.runLevel(function, over: arguments.positional[0], depth: depth + 1, parent: parent)
        return frame.renderer.captured(from: start, autoescape: caller.autoescape)
    }
}
