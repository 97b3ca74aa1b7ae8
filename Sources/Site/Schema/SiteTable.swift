import CGIKit

/// A table of the site. Its name begins with `site_`, so that it can be in the same file as the tables of a Flask app, whose
/// `posts_post`, for example, is not touched.
struct SiteTable {
    let name: SQL
    let columns: [(name: SQL, type: SQL)]
    /// What follows the columns within the brackets: a primary key of several columns. (Those of a table without row numbers
    /// cannot be NULL; to say so again would be more for every page to parse.)
    var constraint: SQL = ""
    /// What follows the brackets.
    var options: SQL = ""
    var indexes: [SQL] = []

    /// Makes the table; one that a copy by `.dump` has brought along is kept.
    ///
    /// - Throws: a configuration error if there is a table of this name that is another's.
    func create(in database: Database) throws(Failure) {
        _ = try failing { () throws(DatabaseError) in
            try database.execute("CREATE TABLE IF NOT EXISTS \(name) (\(definition)) \(options)")
        }
        do {
            _ = try database.prepare("SELECT \(names) FROM \(name)")
        } catch {
            guard error.isOfOtherTables else { throw .database(error) }
            throw .configuration(
                ConfigurationError(
                    "The database \(database.path) has a table \(name.text) created by another program (\(error.message)). "
                        + "Rename that table, or use a separate database for the site."))
        }
        for index in indexes { _ = try failing { () throws(DatabaseError) in try database.execute(index) } }
    }

    private var definition: SQL {
        var definition: SQL = ""
        for column in columns {
            definition = definition.text.isEmpty ? "" : "\(definition), "
            definition = "\(definition)\(column.name) \(column.type)"
        }
        return constraint.text.isEmpty ? definition : "\(definition), \(constraint)"
    }

    private var names: SQL {
        var names: SQL = ""
        for column in columns { names = names.text.isEmpty ? column.name : "\(names), \(column.name)" }
        return names
    }
}
