/// The names that a template finds without assigning them, and those that it makes known at its top level.
final class Context {
    typealias Binding = (id: NameID, value: Value)

    /// Names from outside; they stay as they are.
    final class Layer {
        let bindings: [Binding]
        let outer: Layer?

        init(_ bindings: [Binding], outer: Layer?) {
            self.bindings = bindings
            self.outer = outer
        }
    }

    private var variables: [Binding] = []
    /// Which of the variables an importing template sees.
    private var exported: [NameID] = []
    private let outer: Layer?
    let blocks: BlockTable

    init(_ outer: Layer?, blocks: BlockTable = BlockTable()) {
        self.outer = outer
        self.blocks = blocks
    }

    /// A context that sees these bindings, then all that this one sees now.
    /// - Parameter isolatesSets: for another template, which has blocks of its own.
    func derived(_ bindings: [Binding], isolatesSets: Bool = false) -> Context {
        let known = variables.isEmpty ? outer : Layer(variables, outer: outer)
        return Context(Layer(bindings, outer: known), blocks: isolatesSets ? BlockTable() : blocks)
    }

    func value(_ id: NameID) -> Value? {
        for binding in variables where binding.id == id { return binding.value }
        var layer = outer
        while let current = layer {
            for binding in current.bindings where binding.id == id { return binding.value }
            layer = current.outer
        }
        return nil
    }

    /// All that can be seen, innermost first.
    func bindings() -> [Binding] {
        var all = variables
        var layer = outer
        while let current = layer {
            all += current.bindings
            layer = current.outer
        }
        return all
    }

    /// Makes an assignment at the top level of a template known to its blocks, and to templates that import it unless the
    /// name begins with an underscore.
    func export(_ id: NameID, _ value: Value, _ names: NameTable) {
        if let index = variables.firstIndex(where: { $0.id == id }) {
            variables[index].value = value
        } else {
            variables.append((id, value))
        }
        if names.text(id).utf8.first != UInt8(ascii: "_"), !exported.contains(id) { exported.append(id) }
    }

    /// What a template imports itself is not seen by those who import it.
    func hide(_ target: Target) {
        guard case .variable(_, let id, export: true) = target else { return }
        exported.removeAll { $0 == id }
    }

    func exportedValue(_ id: NameID) -> Value? { exported.contains(id) ? value(id) : nil }

    func removeAll() { variables = [] }
}
