import CGIKit

/// What is done once a page is answered: nobody waits for it.
extension Page {
    /// Writes something to the database after the response. Errors are only logged.
    ///
    /// - Parameter what: its name there: `the visit of user 3`.
    func writeAfterwards(_ what: String, _ write: @escaping (Page, Database) throws(DatabaseError) -> Void) {
        writesAfterwards.append { (page, log) in
            do throws(Failure) {
                let database = try page.openDatabase(for: .writing)
                try failing { () throws(DatabaseError) in try write(page, database) }
            } catch {
                log("could not record \(what): \(FailureReport(error, requestID: page.request.requestID).detail)")
            }
        }
    }

    func finishAfterwards(_ log: (String) -> Void) {
        for finding in configuration.findings { log("configuration: \(finding.text)") }
        for write in writesAfterwards { write(self, log) }
        mailWorkerStarter?(self, log)
    }
}
