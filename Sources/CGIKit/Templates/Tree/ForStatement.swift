/// `{% for target in iterable if condition recursive %}`
final class ForStatement: TemplateStatement {
    /// The condition, with the loop's targets as variables of its own.
    struct Condition {
        let target: Target
        let entries: ScopeEntries
        let expression: Expression
    }

    let target: Target
    let iterable: Expression
    let condition: Condition?
    let entries: ScopeEntries
    let body: [TemplateStatement]
    let elseEntries: ScopeEntries
    let otherwise: [TemplateStatement]
    /// The slot of `loop`, if the body uses it.
    let loopSlot: Int?
    /// What a recursive loop's levels run in.
    let recursiveFunction: FunctionLayout?

    init(
        _ offset: Int, _ target: Target, in iterable: Expression, condition: Condition?, _ entries: ScopeEntries,
        body: [TemplateStatement], elseEntries: ScopeEntries, otherwise: [TemplateStatement], loopSlot: Int?,
        recursiveFunction: FunctionLayout?
    ) {
        self.target = target
        self.iterable = iterable
        self.condition = condition
        self.entries = entries
        self.body = body
        self.elseEntries = elseEntries
        self.otherwise = otherwise
        self.loopSlot = loopSlot
        self.recursiveFunction = recursiveFunction
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        frame.offset = offset
        let iterable = try iterable.evaluate(frame)
        if let recursiveFunction {
            try runLevel(recursiveFunction, over: iterable, depth: 0, parent: frame)
        } else {
            try run(over: iterable, depth: 0, frame)
        }
        return .next
    }

    /// One level of a recursive loop, with variables of its own.
    func runLevel(
        _ function: FunctionLayout, over iterable: Value, depth: Int, parent: Frame
    ) throws(TemplateError) {
        let inner = Frame(function, parent.template, parent.context, parent: parent, autoescape: parent.autoescape)
        inner.isExtended = parent.isExtended
        inner.offset = offset
        try inner.running(.loop) { () throws(TemplateError) in try run(over: iterable, depth: depth, inner) }
    }

    /// Goes through the items.
    /// - Parameter depth: how many calls of `loop()` this is inside of.
    func run(over iterable: Value, depth: Int, _ frame: Frame) throws(TemplateError) {
        var isEmpty = true
        if let loopSlot {
            let loop = LoopObject(self, try ValueIterator(iterable), depth, frame)
            while try loop.advance() {
                frame.slots[loopSlot] = .object(loop)
                guard try runBody(loop.current, frame, &isEmpty) else { break }
            }
            frame.slots[loopSlot] = nil
        } else {
            var iterator = try ValueIterator(iterable)
            while let item = try nextItem(&iterator, frame) {
                guard try runBody(item, frame, &isEmpty) else { break }
            }
        }
        if isEmpty, !otherwise.isEmpty {
            try frame.enter(elseEntries)
            _ = try otherwise.execute(frame)
        }
    }

    /// One item; false: the loop was left.
    @inline(__always)
    private func runBody(_ item: Value, _ frame: Frame, _ isEmpty: inout Bool) throws(TemplateError) -> Bool {
        try frame.renderer.countIteration()
        try frame.enter(entries)
        try target.assign(item, frame)
        let flow = try body.execute(frame)
        frame.offset = offset
        if flow == .leaveLoop { return false }
        if flow == .next { isEmpty = false }
        return true
    }

    /// The next item that meets the condition.
    @inline(__always)
    func nextItem(_ iterator: inout ValueIterator, _ frame: Frame) throws(TemplateError) -> Value? {
        guard let condition else { return try iterator.next() }
        while let item = try iterator.next() {
            try frame.renderer.countIteration()
            try frame.enter(condition.entries)
            try condition.target.assign(item, frame)
            let outer = frame.offset
            frame.offset = condition.expression.offset
            let isWanted = try condition.expression.isTrue(frame)
            frame.offset = outer
            if isWanted { return item }
        }
        return nil
    }
}
