import ArgumentParser
import CGIKit
import Site

/// `sitectl import-flask`: makes the database of a Flask site one that the scripts work on too.
struct ImportFlask: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-flask",
        abstract: "Migrates the database, secret key and templates of a Flask site.",
        discussion: """
            Inspects the site, makes a backup of the database next to it, and adds what the scripts need. Flask's tables, \
            columns and rows stay as they are, and Flask can still use them. At the end it prints the lines for site.conf.

            The exit code is 0 if all is well, 1 if nothing was done, and 2 if something is left to fix.
            """)

    @Option(help: "The database: a path, or sqlite:///path as in SQLALCHEMY_DATABASE_URI.")
    var database: String

    @Option(help: "A file with Flask's SECRET_KEY, byte for byte.")
    var secretKey: String

    @Option(help: "Flask's template folder.")
    var templates: String?

    @Flag(help: "Only inspect the site, and try the migration on a copy.")
    var dryRun = false

    func run() throws {
        let url = try reporting { () throws(Failure) in
            try failing { () throws(ConfigurationError) in try DatabaseURL(database) }
        }
        let key = try FlaskKey(path: secretKey)
        try DataOwner.become(of: url.path, orKey: secretKey)
        let flask = try FlaskDatabase(path: url.path)
        try Output.line(flask.report)
        try Output.line(key.report)
        let templateMistakes = try templates.map { try checkTemplates(in: $0) } ?? []

        let migration = Migration(url: url)
        try dryRun ? migration.rehearse() : migration.run()
        try Output.line("\nLines for site.conf:\n\(settings(url))")

        let toFix = key.toFix + flask.toFix + templateMistakes
        for finding in toFix { Output.message("To fix: \(finding)") }
        if !toFix.isEmpty { throw ExitCode(2) }
    }

    private func checkTemplates(in folder: String) throws -> [String] {
        let names = try TemplateFiles.names(in: folder).sorted()
        let errors = SiteTemplates.environment(folder: folder).check(names)
        try Output.line(
            "\(folder): \(counted(names.count, "template")), "
                + (errors.isEmpty ? "no errors" : "\(counted(errors.count, "error"))"))
        return errors.map { $0.summary }
    }

    private func settings(_ url: DatabaseURL) -> String {
        var lines = [
            "SECRET_KEY_FILE = \(absolutePath(secretKey))", "DATABASE = sqlite:///\(absolutePath(url.path))",
            "SESSION_DIGEST = sha1",
        ]
        if let templates { lines.append("TEMPLATES = \(absolutePath(templates))") }
        return lines.joined(separator: "\n")
    }
}

/// `3 mistakes`, `1 mistake`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
