import ArgumentParser
import CGIKit
import Site

/// `sitectl settings check`.
struct CheckSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prints every mistake in the settings, with its place.",
        discussion: """
            Exit code 1 if the site cannot work with them. The secret key, the database and its folder are looked at as the \
            scripts' user sees them; root acts as the owner of the data. What looks like a typing mistake is a warning: a site may have \
            settings of its own, for its templates.
            """)

    func run() throws {
        let configuration: Configuration
        do throws(ConfigurationError) {
            configuration = try Configuration(unchecked: .process, oddity: NearestSetting.oddity)
        } catch {
            throw Output.failure("sitectl: \(error.message)")
        }
        var findings = configuration.findings
        // Only this tool speaks with mail servers, and knows all of their addresses' options.
        if configuration.mailURL != nil {
            for finding in MailSettings.findings(configuration)
            where !findings.contains(where: { $0.place == finding.place }) {
                findings.append(finding)
            }
        }
        if !findings.contains(where: { $0.weight == .error }) {
            try DataOwner.become(of: configuration)
            findings += SiteFiles(configuration: configuration).findings
        }
        for finding in findings {
            try Output.line(escapingControls("\(finding.weight == .warning ? "warning: " : "")\(finding.text)"))
        }
        if findings.contains(where: { $0.weight != .warning }) { throw ExitCode.failure }
        try Output.line("The site can work with the settings\(configuration.settingsFile.map { " in \($0)" } ?? "").")
    }
}
