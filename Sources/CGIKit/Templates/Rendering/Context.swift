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

        /// By position: to go through the bindings themselves would copy the value of each.
        func value(_ id: NameID) -> Value? {
            for position in bindings.indices where bindings[position].id == id { return bindings[position].value }
            return outer?.value(id)
        }
    }

    private var variables: [Binding] = []
    /// The variables' names, in the same order.
    private var names = NameIndex()
    /// For each of the variables, whether an importing template sees it.
    private var isExported: [Bool] = []
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
        if !variables.isEmpty, let position = names.position(of: id) { return variables[position].value }
        return outer?.value(id)
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
    func export(_ id: NameID, _ value: Value, _ table: NameTable) {
        let isPublic = table.text(id).utf8.first != UInt8(ascii: "_")
        if let position = names.position(of: id) {
            variables[position].value = value
            isExported[position] = isPublic
        } else {
            names.append(id)
            variables.append((id, value))
            isExported.append(isPublic)
        }
    }

    /// What a template imports itself is not seen by those who import it.
    func hide(_ target: Target) {
        guard case .variable(_, let id, export: true) = target else { return }
        if let position = names.position(of: id) { isExported[position] = false }
    }

    func exportedValue(_ id: NameID) -> Value? {
        guard let position = names.position(of: id), isExported[position] else { return nil }
        return variables[position].value
    }

    /// Lets go of all values; nothing is looked up here any more.
    func removeAll() {
        names = NameIndex()
        variables = []
        isExported = []
    }
}
