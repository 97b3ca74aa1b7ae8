/// The names that a template finds without assigning them, and those that it makes known at its top level.
final class Context {
    typealias Binding = (id: NameID, value: Value)

    /// Names from outside; they stay as they are.
    final class Layer {
        let bindings: [Binding]
        let outer: Layer?
        /// A bit for each name here and further out, several names to a bit: what is only a global is not looked for.
        private let mayHave: UInt64

        init(_ bindings: [Binding], outer: Layer?) {
            self.bindings = bindings
            self.outer = outer
            var mayHave = outer?.mayHave ?? 0
            for position in bindings.indices { mayHave |= Layer.bit(of: bindings[position].id) }
            self.mayHave = mayHave
        }

        @inline(__always)
        private static func bit(of id: NameID) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: id) }

        /// By position, as above: to go through the bindings themselves would copy the value of each.
        func value(_ id: NameID) -> Value? {
            guard mayHave & Layer.bit(of: id) != 0 else { return nil }
            for position in bindings.indices where bindings[position].id == id { return bindings[position].value }
            return outer?.value(id)
        }
    }

    private struct Variable {
        var value: Value
        /// Whether an importing template sees it.
        var isExported: Bool
    }

    private var variables = NameMap<Variable>()
    private let outer: Layer?
    /// The template that it was made for: of templates that extend each other the outermost, which is rendered.
    let template: String
    let blocks: BlockTable

    init(_ outer: Layer?, of template: String, blocks: BlockTable = BlockTable()) {
        self.outer = outer
        self.template = template
        self.blocks = blocks
    }

    /// A context that sees these bindings, then all that this one sees now.
    /// - Parameter other: for another template, which has blocks of its own.
    func derived(_ bindings: [Binding], for other: Template? = nil) -> Context {
        let known = variables.isEmpty ? outer : Layer(ownBindings, outer: outer)
        let layer = Layer(bindings, outer: known)
        guard let other else { return Context(layer, of: template, blocks: blocks) }
        return Context(layer, of: other.source.name)
    }

    func value(_ id: NameID) -> Value? {
        if !variables.isEmpty, let variable = variables[id] { return variable.value }
        return outer?.value(id)
    }

    private var ownBindings: [Binding] { zip(variables.ids, variables.elements).map { ($0, $1.value) } }

    /// All that can be seen, innermost first.
    func bindings() -> [Binding] {
        var all = ownBindings
        var layer = outer
        while let current = layer {
            all += current.bindings
            layer = current.outer
        }
        return all
    }

    /// Makes an assignment at the top level of a template known to its blocks, and to templates that import it unless the
    /// name begins with an underscore.
    func export(_ id: NameID, _ value: Value, _ table: NameTable) {
        let isPublic = table.text(id).utf8.first != UInt8(ascii: "_")
        let variable = Variable(value: value, isExported: isPublic)
        variables[id, default: variable] = variable
    }

    /// What a template imports itself is not seen by those who import it.
    func hide(_ target: Target) {
        guard case .variable(_, let id, export: true) = target else { return }
        if let variable = variables[id] { variables[id, default: variable].isExported = false }
    }

    func exportedValue(_ id: NameID) -> Value? {
        guard let variable = variables[id], variable.isExported else { return nil }
        return variable.value
    }

    /// Lets go of all values; nothing is looked up here any more.
    func removeAll() {
        variables = NameMap()
    }
}
