import ArgumentParser
import CGIKit

/// The options of Jinja's `Environment`, as a JSON object.
struct EnvironmentOptions {
    private let options: OrderedDictionary<JSONValue>

    init(json: String) throws { options = try JSONInput.object(Array(json.utf8), subject: "--env") }

    /// Sets the options, from Jinja's own defaults on.
    func apply(to environment: TemplateEnvironment) throws {
        environment.extensions = []
        for (key, value) in options.entries {
            switch (key, value) {
            case ("trim_blocks", .bool(let flag)): environment.trimBlocks = flag
            case ("lstrip_blocks", .bool(let flag)): environment.lstripBlocks = flag
            case ("keep_trailing_newline", .bool(let flag)): environment.keepTrailingNewline = flag
            case ("select_autoescape", .bool(let flag)): if flag { environment.autoescape = .byExtension }
            case ("undefined", .string(let name)): environment.undefined = try undefinedBehavior(name)
            case ("extensions", .array(let names)): for name in names { try add(name, to: environment) }
            case ("trim_blocks", _), ("lstrip_blocks", _), ("keep_trailing_newline", _), ("select_autoescape", _):
                throw ArgumentParser.ValidationError("--env: \(key) is true or false.")
            case ("undefined", _): throw ArgumentParser.ValidationError("--env: undefined is the name of a class.")
            case ("extensions", _): throw ArgumentParser.ValidationError("--env: extensions is a list of names.")
            default:
                throw ArgumentParser.ValidationError(
                    """
                    --env: there is no option \(key); there are trim_blocks, lstrip_blocks, keep_trailing_newline, \
                    undefined, extensions and select_autoescape.
                    """)
            }
        }
    }

    private func undefinedBehavior(_ name: String) throws -> UndefinedBehavior {
        switch name {
        case "Undefined": .lenient
        case "ChainableUndefined": .chainable
        case "StrictUndefined": .strict
        default:
            throw ArgumentParser.ValidationError(
                "--env: undefined is Undefined, ChainableUndefined or StrictUndefined, not \(name).")
        }
    }

    private func add(_ name: JSONValue, to environment: TemplateEnvironment) throws {
        switch name.string {
        case "jinja2.ext.do": environment.extensions.insert(.expressionStatement)
        case "jinja2.ext.loopcontrols": environment.extensions.insert(.loopControls)
        case "jinja2.ext.i18n": environment.extensions.insert(.translations)
        case "jinja2.ext.debug": environment.extensions.insert(.debug)
        // Since Jinja 2.9 part of the language.
        case "jinja2.ext.autoescape", "jinja2.ext.with_": break
        default:
            throw ArgumentParser.ValidationError(
                """
                --env: there is no extension \(name.string ?? "of that kind"); there are jinja2.ext.do, \
                jinja2.ext.loopcontrols, jinja2.ext.i18n and jinja2.ext.debug.
                """)
        }
    }
}
