import CGIKit
import Testing

@Suite struct DatabaseURLTests {
    @Test(arguments: [
        ("sqlite:///app.db", "app.db"),
        ("sqlite:///data/app.db", "data/app.db"),
        ("sqlite:////srv/site/app.db", "/srv/site/app.db"),
        ("SQLite+pysqlite:////srv/app.db", "/srv/app.db"),
        ("sqlite:///./Zoë 100%20.db", "./Zoë 100%20.db"),
        ("app.db", "app.db"),
        ("/srv/site/app.db", "/srv/site/app.db"),
        ("C:/app.db", "C:/app.db"),
        ("sqlite:app.db", "sqlite:app.db"),
        ("a/b://c", "a/b://c"),
        ("what?.db", "what?.db"),
    ])
    func hasThePath(text: String, path: String) throws {
        #expect(try DatabaseURL(text).path == path)
    }

    @Test(arguments: [
        ("", "is empty"),
        ("sqlite://", "has no path"),
        ("sqlite:///", "has no path"),
        ("sqlite://app.db", "names a host"),
        ("sqlite://localhost/app.db", "names a host"),
        ("sqlite:///app.db?timeout=5", "has options"),
        ("sqlite:///:memory:", "is in memory"),
        (":memory:", "is in memory"),
        ("a\u{0}b", "has a NUL byte"),
        ("postgresql://site:secret@db/site", "is of a kind"),
        ("mysql+pymysql://db/site", "is of a kind"),
        ("MySQL:site:secret@db/site", "is of a kind"),
        ("postgresql+psycopg:site:secret@db/site", "is of a kind"),
    ])
    func isRejectedInPlainWordsWithoutSecrets(text: String, problem: String) {
        #expect {
            try DatabaseURL(text)
        } throws: { error in
            let message = (error as! ConfigurationError).message
            return message.contains("address \(problem)") && !message.contains("secret")
        }
    }
}
