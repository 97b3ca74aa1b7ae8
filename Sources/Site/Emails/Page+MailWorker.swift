import CGIKit
import CSystem

/// Delivery on hosts that have neither a service nor cron (`MAIL_WORKER = after-response`).
extension Page {
    /// Starts a worker, if set. The response has already been sent, so this cannot delay it or make it fail.
    func startMailWorker(_ log: (String) -> Void) {
        do throws(ConfigurationError) {
            guard try configuration.startsMailWorker else { return }
        } catch {
            return log("configuration: \(error.message)")
        }
        let programs = configuration.mailPrograms
        guard let program = programs.first(where: { access($0, X_OK) == 0 }) else {
            return log(
                "configuration: MAIL_WORKER needs sitectl, and none of \(programs.joined(separator: ", ")) can be run; set "
                    + "MAIL_PROGRAM to its path.")
        }
        startDetached([program, "mail", "work", "--once", "--alone", "--batch", "20"])
    }

    /// The program gets the site's settings, and no data from the client.
    private func startDetached(_ words: [String]) {
        let names = request.environment.names(withPrefix: "SITE_") + ["PATH"]
        let variables = names.compactMap { name in request.environment[name].map { "\(name)=\($0)" } }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        csystem_start_detached(words[0], &arguments, &environment)
    }
}
