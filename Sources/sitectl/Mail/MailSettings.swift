import CGIKit
import Site

/// The settings without which no mail is sent, looked at together.
enum MailSettings {
    /// - Throws: all that is wrong with them, at once.
    static func check(_ configuration: Configuration) throws(ConfigurationError) {
        let findings = findings(configuration)
        guard findings.isEmpty else {
            throw ConfigurationError(findings.map { $0.text }.joined(separator: "\n"))
        }
    }

    static func findings(_ configuration: Configuration) -> [SettingFinding] {
        var findings: [SettingFinding] = []
        if configuration["URL"] == nil {
            findings.append(
                SettingFinding(
                    place: configuration.settingsFile ?? "settings",
                    words:
                        "URL is not set, and emails contain links: write the site's URL, such as URL = https://www.example.org.",
                    .stopsMail))
        }
        do throws(ConfigurationError) {
            _ = try MailDestination(configuration)
        } catch {
            let isSet = configuration.mailURL != nil
            findings.append(
                SettingFinding(
                    place: isSet ? configuration.place(of: "MAIL_URL") : configuration.settingsFile ?? "settings",
                    words: error.message, .stopsMail))
        }
        return findings
    }
}
