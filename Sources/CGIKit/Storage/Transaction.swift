import CSQLite

extension Database {
    /// Runs a body in a transaction: all that it writes is kept, or nothing is.
    ///
    /// The write lock is acquired before anything is read (`BEGIN IMMEDIATE`), so what the body reads stays true until
    /// the commit. If the body throws or the commit fails, everything is rolled back. A transaction inside another
    /// traps, as does a connection for reading.
    ///
    ///     try database.write { () throws(DatabaseError) in
    ///         try database.execute("UPDATE users_user SET status = ? WHERE id = ?", .integer(2), .integer(id))
    ///     }
    ///
    /// - Throws: What the body throws, or a ``DatabaseError`` of the start or the commit, in the body's error type.
    public func write<Value, Thrown: TransactionFailure>(
        _ body: () throws(Thrown) -> Value
    ) throws(Thrown) -> Value {
        precondition(access == .writing, "a page that writes opens its database for writing")
        precondition(!isInTransaction, "a transaction inside another")
        do { try execute("BEGIN IMMEDIATE") } catch { throw Thrown(error) }
        let value: Value
        do { value = try body() } catch {
            rollBack()
            throw error
        }
        do { try execute("COMMIT") } catch {
            // A commit that met a lock or a full disk may have left the transaction open.
            rollBack()
            throw Thrown(error)
        }
        return value
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Some errors (a full disk, for one) have rolled back already. That this fails too would only hide what went wrong
    /// first; whatever is left ends with the connection.
    private func rollBack() {
        guard isInTransaction else { return }
        do { try execute("ROLLBACK") } catch {}
    }
}
