/// `{% debug %}`: the variables that can be seen here, and the names of all filters and tests.
final class DebugStatement: TemplateStatement {
    let variables: VisibleVariables
    let isReplaceable: Bool

    init(_ offset: Int, _ variables: VisibleVariables, isReplaceable: Bool) {
        self.variables = variables
        self.isReplaceable = isReplaceable
        super.init(offset)
    }

    override func execute(_ frame: Frame) throws(TemplateError) -> Flow {
        if isReplaceable, frame.isExtended { return .next }
        frame.offset = offset
        let names = frame.renderer.names
        let seen = Dict()
        for binding in frame.context.derived(try variables.bindings(frame)).bindings() {
            if seen[names.text(binding.id)] == nil { seen[names.text(binding.id)] = binding.value }
        }
        for name in BuiltInGlobals.names where seen[name] == nil { seen[name] = BuiltInGlobals.value(name) }
        let report = Dict()
        report["context"] = .dict(seen)
        report["filters"] = sorted(FilterName.allCases.map { $0.rawValue })
        report["tests"] = sorted(Test.allCases.map { $0.rawValue } + Test.aliases)
        let text = try PrettyText.format(.dict(report))
        try frame.renderer.append(.string(text), autoescape: frame.autoescape)
        return .next
    }

    private func sorted(_ names: [String]) -> Value { .list(names.sorted().map { .string($0) }) }
}
