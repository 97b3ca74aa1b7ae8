import CGIKit
import Site

extension Configuration {
    /// The settings that the site's pages have too.
    static var ofSite: Configuration {
        get throws {
            do throws(ConfigurationError) {
                return try told()
            } catch {
                throw Output.failure("sitectl: \(error.message)")
            }
        }
    }

    /// The same; what is only odd about them is told.
    static func told(warns: Bool = true) throws(ConfigurationError) -> Configuration {
        let oddity: NearestSetting.Oddity? = if warns { NearestSetting.oddity } else { nil }
        let configuration = try Configuration(.process, oddity: oddity)
        for finding in configuration.findings where finding.weight == .warning {
            Output.message("warning: \(escapingControls(finding.text))")
        }
        return configuration
    }
}
