import ArgumentParser
import CGIKit
import Site

/// `sitectl render`: a template as the site's pages render it, or as Jinja with given options does.
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renders a template to standard output.",
        discussion: """
            Without --env, the template is rendered as on the site, for a visitor who is not signed in: with all extensions, \
            the site's functions such as url_for, and the page's empty form. With --env (which may be {}), it is rendered as \
            by plain Jinja with these options.
            """)

    @Option(
        help: """
            The template folder. On the site, its files override the built-in templates; without it, only the built-in \
            templates are used.
            """)
    var templates: String?

    @Option(help: "A file with a JSON object of the template's variables.")
    var context: String?

    @Option(help: "A file with a JSON object of variables that all templates see, even those imported without context.")
    var globals: String?

    @Option(help: "Escape all output (on), none (off), or by the template's name as Flask does (auto).")
    var autoescape = AutoescapeOption.auto

    @Option(
        name: .customLong("env"),
        help: """
            A JSON object with options of Jinja: trim_blocks, lstrip_blocks, keep_trailing_newline, undefined, extensions.
            """)
    var options: String?

    @Argument(help: "The template's name, such as users/login.html.")
    var name: String

    func run() throws {
        let environment = try makeEnvironment()
        var variables = try context.map { try ContextFile(path: $0).variables } ?? []
        if options == nil, let form = PreviewForms.form(of: name), !variables.contains(where: { $0.name == "form" }) {
            variables.append(("form", .object(form)))
        }
        let page: [UInt8]
        do throws(TemplateError) {
            page = try environment.render(name, variables)
        } catch {
            throw Output.failure(error.description)
        }
        try Output.write(page)
    }

    private func makeEnvironment() throws -> TemplateEnvironment {
        let environment = try makeBareEnvironment()
        guard let globals else { return environment }
        let (known, added) = (environment.globals, try ContextFile(path: globals).variables)
        environment.globals = { (name) throws(TemplateError) in
            if let variable = added.first(where: { sameBytes($0.name, name) }) { return variable.value }
            return try known(name)
        }
        return environment
    }

    private func makeBareEnvironment() throws -> TemplateEnvironment {
        guard let options else {
            let environment = SiteTemplates.environment(folder: templates)
            environment.globals = SiteTemplates.previewGlobals(try Configuration.ofSite)
            environment.autoescape = autoescape.setting
            return environment
        }
        let environment =
            templates.map { TemplateEnvironment(loader: TemplateLoader(folders: [$0])) }
            ?? SiteTemplates.environment(folder: nil)
        environment.autoescape = autoescape.setting
        try EnvironmentOptions(json: options).apply(to: environment)
        return environment
    }
}

enum AutoescapeOption: String, ExpressibleByArgument, CaseIterable {
    case on, off, auto

    var setting: TemplateEnvironment.Autoescape {
        switch self {
        case .on: .on
        case .off: .off
        case .auto: .byExtension
        }
    }
}
