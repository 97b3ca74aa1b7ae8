import CSystem

/// A file beside the database, `app.db-created`, which says that there was one: where the database is missing, a new one would be
/// an empty site in place of the people's, and nobody would hear of it.
struct DatabaseMark {
    let path: String
    private let database: String

    init(beside database: String) {
        self.database = database
        path = database + "-created"
    }

    var isSet: Bool { access(path, F_OK) == 0 }

    /// Whether there is something in the database's place, which may be no database.
    var isFile: Bool { access(database, F_OK) == 0 }

    var isEmptyFile: Bool {
        var status = stat()
        return stat(database, &status) == 0 && status.st_size == 0
    }

    /// What shows that there was a database: the mark, or what SQLite has left behind of a transaction.
    var sign: String? { [path, database + "-journal", database + "-wal"].first { access($0, F_OK) == 0 } }

    /// Of a folder that cannot be written to, nothing can be missed later.
    func set() {
        let text = """
            This site's database was made here. Where it is missing, put a backup in its place.
            Only for a new, empty site remove this file.

            """
        guard let file = try? File(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600) else { return }
        try? file.write(Array(text.utf8), path: path)
    }

    /// - Parameter sign: what shows that there was one.
    func gone(_ sign: String) -> DatabaseError {
        DatabaseError(
            .cannotOpen,
            "\(database): the database is gone, and there was one: \(sign) is there. Put a backup in its place; or remove "
                + "\(sign), and a new, empty database is made", sql: nil)
    }
}

extension Database {
    /// What is said of a database that was there and is missing; nil if it is there, or never was.
    @export(interface) public static func missing(at path: String) -> DatabaseError? {
        let mark = DatabaseMark(beside: path)
        guard !mark.isFile else { return mark.isSet && mark.isEmptyFile ? mark.gone(mark.path) : nil }
        return mark.sign.map { mark.gone($0) }
    }
}
