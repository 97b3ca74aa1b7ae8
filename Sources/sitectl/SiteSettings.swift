import CGIKit
import Site

extension Configuration {
    /// The settings that the site's pages have too.
    static var ofSite: Configuration {
        get throws {
            do throws(ConfigurationError) {
                return try Configuration(.process)
            } catch {
                throw Output.failure("sitectl: \(error.message)")
            }
        }
    }
}
