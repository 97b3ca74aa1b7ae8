import CSQLite
import CSearch

/// SQLite's full-text search, FTS5, for all languages. To be made known to a connection before its first statement on an index.
///
/// An index is made with ``tokenizer``. It has words without their accents, and letters of scripts that have no blanks
/// between words each as a word, so that a phrase of them is found anywhere in a text. The SQL function `excerpt` does what
/// FTS5's `snippet` does, in a time that grows only as the text does.
public enum FullTextSearch {
    /// For `CREATE VIRTUAL TABLE`. SQLite by itself takes it too, and then divides a text as `unicode61` does.
    public static var tokenizer: SQL { "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'" }

    @export(interface) public static func prepare(_ database: Database) throws(DatabaseError) {
        let code = csearch_register(database.handle)
        guard code == SQLITE_OK else { throw database.error(code, sql: nil) }
    }

    /// Whether a letter is a word for the index, so that many of them are a long phrase.
    public static func standsAlone(_ letter: Unicode.Scalar) -> Bool { csearch_stands_alone(letter.value) != 0 }
}
