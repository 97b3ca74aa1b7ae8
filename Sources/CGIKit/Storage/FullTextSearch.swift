import CSQLite
import CSearch

/// SQLite's full-text search, FTS5, for all languages. ``prepare(_:)`` comes before a connection's first statement on
/// an index.
///
/// An index is made with ``tokenizer``. It contains words without their accents. In scripts without spaces between
/// words each letter is a word, so that a phrase is found anywhere in a text. The SQL function `excerpt` does what
/// FTS5's `snippet` does, in time linear in the text's length.
public enum FullTextSearch {
    /// The `tokenize` option of `CREATE VIRTUAL TABLE`. SQLite without ``prepare(_:)`` accepts it, too, and splits text as `unicode61` does.
    public static var tokenizer: SQL { "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'" }

    /// Registers the tokenizer and `excerpt` with a connection.
    ///
    /// - Throws: A ``DatabaseError`` if SQLite was built without FTS5 or has no memory.
    @export(interface) public static func prepare(_ database: Database) throws(DatabaseError) {
        let code = csearch_register(database.handle)
        guard code == SQLITE_OK else { throw database.error(code, sql: nil) }
    }

    /// Whether a letter is a word of its own for the index, so that a text of them is a long phrase.
    public static func standsAlone(_ letter: Unicode.Scalar) -> Bool { csearch_stands_alone(letter.value) != 0 }
}
