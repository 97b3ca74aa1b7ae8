/// The tables that a program needs, as numbered steps from an empty file, or from a file of the program that it
/// takes over, to the newest version.
public protocol Schema {
    /// Marks a file as this program's (SQLite's `application_id`), so that its `user_version` is known to be ours.
    static var applicationID: Int32 { get }
    /// The newest version, from 1.
    static var version: Int32 { get }
    /// Changes the tables from `version - 1` to `version`. It runs inside a transaction.
    ///
    /// - Throws: A ``Failure`` that undoes the transaction and fails the request.
    static func migrate(_ database: Database, to version: Int32) throws(Failure)
}

/// How a file stands to the schema that a program needs.
enum SchemaState: Equatable {
    case current
    case behind(Int32)
    case newer(Int32)
    case foreign

    init<Needed: Schema>(applicationID: Int32, userVersion: Int32, needed: Needed.Type) {
        switch applicationID {
        case Needed.applicationID where userVersion == Needed.version: self = .current
        case Needed.applicationID where userVersion > Needed.version: self = .newer(userVersion)
        case Needed.applicationID: self = .behind(max(userVersion, 0))
        // Nobody's: a new file, or one of a program that does not mark its files. Its user_version means nothing to us.
        case 0: self = .behind(0)
        default: self = .foreign
        }
    }
}

extension Database {
    /// Reads the state from the file's header, whose layout is fixed (https://sqlite.org/fileformat2.html, section 1.3), at
    /// the cost of one system call instead of two statements. Nothing is locked for it: a migration that is being
    /// committed can be seen too early, and then the first statement waits for its end. (Were it killed right there, that
    /// statement would roll it back and fail, and the next request would migrate.)
    func schemaState<Needed: Schema>(_ needed: Needed.Type) throws(DatabaseError) -> SchemaState {
        let header = try FileHeader(of: self)
        return SchemaState(applicationID: header.applicationID, userVersion: header.userVersion, needed: needed)
    }

    /// Reads the state as SQLite sees it: in this transaction, with the log of a WAL database.
    func lockedSchemaState<Needed: Schema>(_ needed: Needed.Type) throws(DatabaseError) -> SchemaState {
        let applicationID = try integer("PRAGMA application_id")
        let userVersion = try integer("PRAGMA user_version")
        return SchemaState(
            applicationID: Int32(truncatingIfNeeded: applicationID ?? 0),
            userVersion: Int32(truncatingIfNeeded: userVersion ?? 0), needed: needed)
    }
}
