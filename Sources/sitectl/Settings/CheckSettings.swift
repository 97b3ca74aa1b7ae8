import ArgumentParser
import CGIKit
import Site

/// `sitectl settings check`.
struct CheckSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prints all errors in the settings, with their positions.",
        discussion: """
            The exit code is 1 if the site cannot work with them. The secret key, the database and its folder are checked with \
            the permissions of the scripts' user; root switches to the owner of the data. A name that looks like a typo is a \
            warning, because a site may have its own settings for its templates.
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
        try Output.line("The settings\(configuration.settingsFile.map { " in \($0)" } ?? "") are valid.")
    }
}
