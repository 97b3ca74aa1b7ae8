extension TemplateEnvironment {
    /// Everything that is wrong with these templates and can be told without rendering them: errors of the language,
    /// filters and tests that are not there, templates that are named and missing, and those that extend themselves.
    @export(interface) public func check(_ names: [String]) -> [TemplateError] {
        let check = TemplateCheck(self)
        return names.flatMap { check.errors(in: $0) }
    }
}

/// A check of templates that may name each other.
private final class TemplateCheck {
    private let environment: TemplateEnvironment
    private let names = NameTable()
    /// The templates that a template certainly or under a condition extends, by its name.
    private var parents: [(name: String, parents: [String])] = []

    init(_ environment: TemplateEnvironment) { self.environment = environment }

    func errors(in name: String) -> [TemplateError] {
        let source: TemplateSource
        do throws(TemplateError) {
            source = try read(name)
        } catch {
            return [error]
        }
        let (findings, lateErrors) = parse(source)
        var errors = findings.errors + findings.unknownNames
        for error in lateErrors where !errors.contains(error) { errors.append(error) }
        for reference in findings.references {
            if let error = error(in: reference, source) { errors.append(error) }
        }
        return errors.sorted {
            ($0.position?.line ?? 0, $0.position?.column ?? 0) < ($1.position?.line ?? 0, $1.position?.column ?? 0)
        }
    }

    private func read(_ name: String) throws(TemplateError) -> TemplateSource {
        try TemplateSource(checked: name, try environment.loader.source(name))
    }

    private func parse(_ source: TemplateSource) -> (findings: TemplateFindings, lateErrors: [TemplateError]) {
        var options = environment.parserOptions
        let findings = TemplateFindings()
        options.findings = findings
        let parser = Parser(source, names, options)
        do throws(TemplateError) {
            _ = try parser.parse()
        } catch {
            // What is reported at the end of parsing is among the late errors.
            if !parser.lateErrors.contains(error) { findings.errors.append(error) }
        }
        return (findings, parser.lateErrors)
    }

    private func error(in reference: TemplateFindings.Reference, _ source: TemplateSource) -> TemplateError? {
        let position = source.position(of: reference.offset)
        guard let found = reference.names.first(where: { (try? environment.loader.source($0)) != nil }) else {
            let names = reference.names
            let error =
                names.count == 1
                ? TemplateError(.notFound, names[0])
                : TemplateError(.noneFound, "none of the templates given were found: \(names.joined(separator: ", "))")
            return error.passing("", at: position)
        }
        guard reference.use == .extends, isReached(source.name, from: found, []) else { return nil }
        let message = "template \(PythonText.repr(source.name)) extends itself"
        return TemplateError(.recursion, message).passing("", at: position)
    }

    /// Whether a template is extended by the other, or by those that it extends.
    private func isReached(_ target: String, from name: String, _ path: [String]) -> Bool {
        if sameBytes(name, target) { return true }
        guard !path.contains(where: { sameBytes($0, name) }) else { return false }
        return parentNames(of: name).contains { isReached(target, from: $0, path + [name]) }
    }

    private func parentNames(of name: String) -> [String] {
        for entry in parents where sameBytes(entry.name, name) { return entry.parents }
        var found: [String] = []
        if let source = try? read(name) {
            for reference in parse(source).findings.references where reference.use == .extends {
                found += reference.names.prefix(1)
            }
        }
        parents.append((name, found))
        return found
    }
}
