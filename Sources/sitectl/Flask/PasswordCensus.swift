import CGIKit

/// The kinds of password hashes in a database. Keeps none of them.
struct PasswordCensus {
    /// How many people have a hash of a kind, the most frequent first.
    private let kinds: [(name: String, count: Int)]
    private let weak: Int
    /// How many have none that can be checked.
    let unreadable: Int

    init(of database: Database) throws(DatabaseError) {
        var kinds: [String: Int] = [:]
        var weak = 0
        var unreadable = 0
        let statement = try database.prepare("SELECT password FROM users_user")
        while let hash = try statement.next({ (row) in row.text("password") }) {
            guard let hash, PasswordHash.isVerifiable(hash) else {
                unreadable += 1
                continue
            }
            kinds[PasswordCensus.kind(of: hash), default: 0] += 1
            if PasswordHash.needsRehash(hash) { weak += 1 }
        }
        self.kinds = kinds.map { ($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        self.weak = weak
        self.unreadable = unreadable
    }

    var report: String {
        var text = kinds.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        if text.isEmpty { text = "none" }
        if weak > 0 { text += "; \(weak) weaker than new ones, replaced when the users sign in" }
        return text
    }

    /// The method without its numbers: `scrypt`, `pbkdf2:sha256`, `sha1`.
    private static func kind(of hash: String) -> String {
        let method = hash.prefix { $0 != "$" }.split(separator: ":")
        return method.prefix { Int($0) == nil }.joined(separator: ":")
    }
}
