import CGIKit
import Foundation
import Testing

/// A template with the answer of the real Jinja2 (Cases/jinja_cases.jsonl).
struct JinjaCase: CustomTestStringConvertible, Sendable {
    let name: String
    private let line: [UInt8]

    /// The cases of the repository, or of the file that `JINJA_CASES` names.
    static let all: [JinjaCase] = {
        let other = ProcessInfo.processInfo.environment["JINJA_CASES"]
        let data = other.flatMap { FileManager.default.contents(atPath: $0) } ?? (try? caseFile("jinja_cases.jsonl"))
        return data?.split(separator: UInt8(ascii: "\n")).map { JinjaCase(line: [UInt8]($0)) } ?? []
    }()

    private init(line: [UInt8]) {
        self.line = line
        guard case .dict(let entry) = CaseJSON.parse(line), case .string(let name)? = entry["name"] else {
            preconditionFailure("each line is a case with a name")
        }
        self.name = name
    }

    var testDescription: String { name }

    /// What the engine should answer and does.
    struct Outcome {
        var expected: [String] = []
        var errorLine: String?
        var actual: String
        var actualErrorLine: String?
    }

    /// - Parameter cache: a folder that keeps the parsed templates.
    func run(cache: String? = nil) -> Outcome {
        guard case .dict(let entry) = CaseJSON.parse(line), case .string(let main)? = entry["main"],
            case .dict(let templates)? = entry["templates"], case .dict(let context)? = entry["context"]
        else { preconditionFailure("a case has templates and a context") }
        let loader = TemplateLoader { name in
            if case .string(let source)? = templates[name] { Array(source.utf8) } else { nil }
        }
        let environment = TemplateEnvironment(loader: loader)
        environment.cache = cache.map { TemplateCache(folder: $0) }
        if case .bool(false)? = entry["autoescape"] {
            environment.autoescape = .off
        } else {
            environment.autoescape = .on
        }
        if case .dict(let options)? = entry["env"] { apply(options, to: environment) }
        var outcome = expectation(entry)
        do {
            let values = context.entries.map { entry in
                guard case .string(let name) = entry.key else { preconditionFailure("names are strings") }
                return (name: name, value: CaseValue.resolved(entry.value))
            }
            outcome.actual = String(decoding: try environment.render(main, values), as: UTF8.self)
        } catch {
            outcome.actual = JinjaCase.isPython(error.kind) ? "error: python" : "error: \(error.kind.rawValue)"
            if let position = error.position {
                outcome.actualErrorLine = "\(position.template):\(position.line) \(error.message)"
            } else {
                outcome.actualErrorLine = error.message
            }
        }
        return outcome
    }

    private func expectation(_ entry: Dict) -> Outcome {
        var outcome = Outcome(actual: "")
        if case .string(let text)? = entry["expected"] { outcome.expected.append(text) }
        if case .string(let text)? = entry["expected_unfolded"] { outcome.expected.append(text) }
        guard case .string(let kind)? = entry["error_kind"], case .string(let error)? = entry["error"] else {
            return outcome
        }
        outcome.expected.append(kind == "python" ? "error: python" : "error: \(error)")
        if case .int(let line)? = entry["error_line"], case .string(let template)? = entry["error_template"],
            case .string(let message)? = entry["error_message"]
        {
            outcome.errorLine = "\(template):\(line) \(message)"
        }
        return outcome
    }

    /// Python's own errors only have to be errors.
    private static func isPython(_ kind: TemplateError.Kind) -> Bool {
        switch kind {
        case .syntax, .assertion, .notFound, .noneFound, .undefined, .runtime, .filterArgument, .security: false
        default: true
        }
    }

    private func apply(_ options: Dict, to environment: TemplateEnvironment) {
        for (key, value) in options.entries {
            switch (key, value) {
            case (.string("trim_blocks"), .bool(let flag)): environment.trimBlocks = flag
            case (.string("lstrip_blocks"), .bool(let flag)): environment.lstripBlocks = flag
            case (.string("keep_trailing_newline"), .bool(let flag)): environment.keepTrailingNewline = flag
            case (.string("select_autoescape"), _): environment.autoescape = .byExtension
            case (.string("undefined"), .string("StrictUndefined")): environment.undefined = .strict
            case (.string("undefined"), .string("ChainableUndefined")): environment.undefined = .chainable
            case (.string("extensions"), .list(let names)):
                for case .string(let name) in names.items {
                    if name == "jinja2.ext.do" { environment.extensions.insert(.expressionStatement) }
                    if name == "jinja2.ext.loopcontrols" { environment.extensions.insert(.loopControls) }
                }
            default: break
            }
        }
    }
}

/// The values that stand for Python objects in the cases.
enum CaseValue {
    static func resolved(_ value: Value) -> Value {
        switch value {
        case .list(let list): return .list(List(list.items.map(resolved)))
        case .dict(let dict):
            if dict.count == 1, case .string(let tag) = dict.entries[0].key, tag.hasPrefix("$") {
                return tagged(tag, resolved(dict.entries[0].value))
            }
            return .dict(Dict(dict.entries.map { ($0.key, resolved($0.value)) }))
        default: return value
        }
    }

    private static func tagged(_ tag: String, _ value: Value) -> Value {
        switch (tag, value) {
        case ("$markup", .string(let html)): return .markup(Markup(html: html))
        case ("$call", _): return .function("call") { (_) throws(TemplateError) in value }
        case ("$url_for", .dict(let urls)):
            return .function("url_for") { (arguments) throws(TemplateError) in
                guard case .string(let endpoint) = arguments.positional[0] else { return .none }
                return urls[endpoint] ?? .none
            }
        case ("$flashes", .list(let flashes)):
            return .function("get_flashed_messages") { (arguments) throws(TemplateError) in
                flashed(flashes.items, arguments)
            }
        case ("$field", .dict(let field)): return .object(CaseField(field))
        default: preconditionFailure("unknown tag \(tag)")
        }
    }

    /// Flask's `get_flashed_messages`.
    private static func flashed(_ flashes: [Value], _ arguments: Arguments) -> Value {
        var withCategories = false
        let flag = arguments.positional.first ?? arguments["with_categories"]
        if case .bool(true)? = flag { withCategories = true }
        var wanted: [String]?
        let filter = arguments.positional.count > 1 ? arguments.positional[1] : arguments["category_filter"]
        if case .list(let list)? = filter {
            wanted = list.items.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
        var result: [Value] = []
        for case .list(let pair) in flashes {
            guard case .string(let category) = pair.items[0] else { continue }
            if let wanted, !wanted.contains(category) { continue }
            result.append(withCategories ? .tuple(pair.items) : pair.items[1])
        }
        return .list(List(result))
    }
}
