import CSQLite

extension Database {
    /// Runs a body that writes: all of it happens, or nothing.
    ///
    /// Takes the write lock before anything is read (`BEGIN IMMEDIATE`), so what the body reads stays true until it
    /// commits, and waiting for the lock is safe. If the body throws, or the commit fails, everything is taken back.
    ///
    ///     try database.write { () throws(DatabaseError) in
    ///         try database.execute("UPDATE users_user SET status = ? WHERE id = ?", .integer(2), .integer(id))
    ///     }
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
