import CGIKit
import Site

extension Configuration {
    /// The settings that the site's pages have too.
    static var ofSite: Configuration {
        get throws {
            do throws(ConfigurationError) {
                let configuration = try Configuration(.process, warns: true)
                for finding in configuration.findings where finding.weight == .warning {
                    Output.message("warning: \(escapingControls(finding.text))")
                }
                return configuration
            } catch {
                throw Output.failure("sitectl: \(error.message)")
            }
        }
    }
}
