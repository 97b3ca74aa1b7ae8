import ArgumentParser
import CGIKit
import Site

/// `sitectl templates check`: every mistake in the templates that can be told without rendering them.
struct CheckTemplates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reports all errors in the site's templates.",
        discussion: """
            Parses all files in the folder, and the built-in templates that they do not override. Each error is a line on \
            standard error, with file, line and column.
            """)

    @Option(help: "The template folder. (default: the site's TEMPLATES)")
    var templates: String?

    func run() throws {
        let folder = try templates ?? Configuration.ofSite.templates
        let files = try folder.map(TemplateFiles.names) ?? []
        let names = files + SiteTemplates.builtInNames.filter { !files.contains($0) }
        let errors = SiteTemplates.environment(folder: folder).check(names.sorted())
        for error in errors { Output.message(error.summary) }
        guard errors.isEmpty else {
            throw Output.failure("\(errors.count) \(errors.count == 1 ? "error" : "errors").")
        }
        try Output.line("\(names.count) templates, no errors.")
    }
}
