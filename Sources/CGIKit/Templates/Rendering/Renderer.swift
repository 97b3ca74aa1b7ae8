/// One rendering of a page: its output so far, and what all templates in it share.
final class Renderer {
    private let environment: TemplateEnvironment
    let names: NameTable
    let limits: RenderLimits
    let undefinedBehavior: UndefinedBehavior
    private(set) var output: [UInt8] = []
    /// What the innermost `{% filter %}` is about to work on.
    private(set) var filteredText: Value?

    private var globals = NameMap<Value?>()
    private var modules: [(template: Template, module: TemplateModule)] = []
    private var closures: [Frame] = []
    private var depth = 0
    private var iterations = 0
    private var memoryLeft: Int
    private var workLeft: Int
    private let stackStart: UInt

    init(_ environment: TemplateEnvironment) {
        self.environment = environment
        names = environment.names
        limits = environment.limits
        memoryLeft = limits.memory
        workLeft = limits.work
        undefinedBehavior = environment.undefined
        stackStart = Renderer.stackAddress()
    }

    /// Renders a page.
    func render(_ name: String, _ bindings: [(name: String, value: Value)]) throws(TemplateError) -> [UInt8] {
        let context = Context(Context.Layer(bindings.map { (names.id($0.name), $0.value) }, outer: nil), of: name)
        // More than most pages: growing copies, and what is never written costs nothing.
        output.reserveCapacity(60000)
        defer { release() }
        let template = try environment.template(name)
        try run(template, context)
        return output
    }

    /// Frames and the macros in them hold each other.
    private func release() {
        for frame in closures {
            frame.removeAll()
            frame.context.removeAll()
        }
        closures = []
        modules = []
    }

    func keepsClosure(_ frame: Frame) {
        if closures.last !== frame { closures.append(frame) }
    }

    // MARK: Running templates

    /// Renders a template, and the one it extends in its place.
    func run(_ template: Template, _ context: Context) throws(TemplateError) {
        try context.blocks.add(template)
        var next: Template? = template
        while let current = next {
            let frame = Frame(current.function, current, context, self)
            try frame.running(.template) { () throws(TemplateError) in
                try frame.enter(current.entries)
                _ = try current.body.execute(frame)
            }
            next = frame.parentTemplate
        }
    }

    func template(named name: Value) throws(TemplateError) -> Template {
        switch name {
        case .string(let name): return try environment.template(name)
        case .markup(let name): return try environment.template(name.html)
        case .undefined(let undefined): throw undefined.error
        default: throw TemplateError(.type, "a template name must be a string, not \(PythonTypes.name(name))")
        }
    }

    /// The template, or the first that exists of a list; nil if there is none and that does not matter.
    func includedTemplate(_ names: Value, ignoresMissing: Bool) throws(TemplateError) -> Template? {
        do {
            switch names {
            case .string, .markup, .undefined: return try template(named: names)
            default: return try firstTemplate(of: names)
            }
        } catch {
            if ignoresMissing, error.position == nil, error.kind == .notFound || error.kind == .noneFound { return nil }
            throw error
        }
    }

    private func firstTemplate(of names: Value) throws(TemplateError) -> Template {
        var iterator = try ValueIterator(names)
        var tried: [String] = []
        while let name = try iterator.next() {
            do {
                return try template(named: name)
            } catch {
                guard error.position == nil, error.kind == .notFound || error.kind == .undefined else { throw error }
                tried.append(try Text.string(name))
            }
        }
        guard !tried.isEmpty else {
            throw TemplateError(.noneFound, "Tried to select from an empty list of templates.")
        }
        let list = tried.joined(separator: ", ")
        throw TemplateError(.noneFound, "none of the templates given were found: \(list)")
    }

    /// The module of a template without context: one for the whole rendering.
    func module(of template: Template, from frame: Frame) throws(TemplateError) -> TemplateModule {
        for entry in modules where entry.template === template { return entry.module }
        let module = try makeModule(of: template, Context(nil, of: template.source.name), frame)
        modules.append((template, module))
        return module
    }

    func makeModule(of template: Template, _ context: Context, _ frame: Frame) throws(TemplateError) -> TemplateModule {
        let start = output.count
        try run(template, context)
        let text = String(utf8: output[start...])
        output.removeLast(output.count - start)
        return TemplateModule(template.source.name, text: text, context, names)
    }

    /// A name that is no variable: asked for once.
    func global(_ id: NameID) throws(TemplateError) -> Value? {
        if let known = globals[id] { return known }
        let value = try environment.global(names.text(id))
        globals.append(id, value)
        return value
    }

    // MARK: Limits

    /// Called when a template, block or macro begins.
    func enter() throws(TemplateError) {
        depth += 1
        let stack = Renderer.stackAddress()
        let used = stack > stackStart ? stack - stackStart : stackStart - stack
        if depth > limits.depth || used > UInt(limits.stack) {
            throw TemplateError(.recursion, "maximum recursion depth exceeded")
        }
    }

    func leave() { depth -= 1 }

    @inline(__always)
    func countIteration() throws(TemplateError) {
        iterations += 1
        if iterations > limits.iterations {
            throw TemplateError(.runtime, "more than \(limits.iterations) rounds of loops")
        }
    }

    /// Takes the size of a value that an expression made from what may still be made.
    @inline(__always)
    func charge(making value: Value) throws(TemplateError) {
        memoryLeft -= Renderer.size(of: value)
        if memoryLeft < 0 { throw TemplateError(.memory, "more than \(limits.memory) bytes of strings and lists") }
    }

    /// Takes the size of a value that an expression goes through from what may still be done.
    @inline(__always)
    func charge(reading value: Value) throws(TemplateError) {
        workLeft -= Renderer.size(of: value)
        if workLeft < 0 { throw TemplateError(.memory, "more than \(limits.work) bytes gone through") }
    }

    @inline(__always)
    private static func size(of value: Value) -> Int {
        switch value {
        case .string(let text): 16 + text.utf8.count
        case .markup(let markup): 16 + markup.html.utf8.count
        case .list(let list): 16 + list.items.count * 16
        case .tuple(let items): 16 + items.count * 16
        case .dict(let dict): 16 + dict.count * 32
        // What long division costs.
        case .big(let number): 16 + number.limbs.count * number.limbs.count * 64
        default: 16
        }
    }

    @inline(never)
    private static func stackAddress() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }

    // MARK: Output

    /// Template text.
    @inline(__always)
    func append(_ bytes: [UInt8], _ start: Int, _ end: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            precondition(start <= end && end <= bytes.count, "a place in the template's text")
            guard let text = bytes.baseAddress else { return }
            output.append(UnsafeBufferPointer(start: text + start, count: end - start))
        }
    }

    func append(_ text: String) { output.append(text) }

    /// A value as `{{ }}` prints it.
    func append(_ value: Value, autoescape: Bool) throws(TemplateError) {
        switch value {
        case .markup(let markup): append(markup.html)
        case .string(let text):
            if autoescape { text.withBytes { Markup.escape($0, into: &output) } } else { append(text) }
        case .int, .big, .double, .bool, .none: try PythonText.append(value, to: &output)
        case .undefined(let undefined): try undefined.checkLenient()
        case .object(let object): try append(rendered: try object.rendered(), autoescape)
        case .list, .tuple, .dict, .function:
            guard autoescape else {
                try PythonText.append(value, to: &output)
                break
            }
            var text: [UInt8] = []
            try PythonText.append(value, to: &text)
            text.withUnsafeBufferPointer { Markup.escape($0, into: &output) }
        }
        try limits.checkSize(output.count)
    }

    private func append(rendered value: Value, _ autoescape: Bool) throws(TemplateError) {
        if case .object = value { throw TemplateError(.type, "an object must be rendered as text") }
        try append(value, autoescape: autoescape)
    }

    /// Takes back what was written since a length of the output: markup if it was escaped.
    func captured(from start: Int, autoescape: Bool) -> Value {
        let text = String(utf8: output[start...])
        output.removeLast(output.count - start)
        return autoescape ? .markup(Markup(html: text)) : .string(text)
    }

    /// Runs the filters of a block on its text.
    func filter(_ text: Value, _ body: () throws(TemplateError) -> Value) throws(TemplateError) -> Value {
        let outer = filteredText
        defer { filteredText = outer }
        filteredText = text
        return try body()
    }
}
