import CGIKit

/// Accounts of which today's rules would accept only one.
public struct UserCollision {
    /// What the accounts share.
    public enum Shared: String {
        /// Names that are equal or look alike.
        case name
        /// Email addresses with the same key, which differ at most in case and in how the domain is written.
        case email
    }

    /// What they share.
    public let shared: Shared
    /// The accounts, the oldest first.
    public let users: [User]
}

extension UserStore {
    /// All collisions. Rows that Flask has written since the last time get their keys first.
    ///
    /// - Throws: A `DatabaseError`.
    @export(interface) public func collisions() throws(DatabaseError) -> [UserCollision] {
        try database.write { () throws(DatabaseError) in try UserKeys.fill(in: database) }
        var collisions = try sharing("name_look")
        for other in try sharing("name_look_written") where !collisions.contains(where: { $0.users == other.users }) {
            collisions.append(other)
        }
        return try collisions + sharingAddresses()
    }

    private func sharing(_ column: SQL) throws(DatabaseError) -> [UserCollision] {
        let read = { (row: inout RowDecoder) throws(DatabaseError) -> (user: User, key: String) in
            (try User(from: &row), row.text(column) ?? "")
        }
        let rows = try database.all(
            read,
            """
            SELECT \(columns: read) FROM users_user WHERE \(column) IN
                (SELECT \(column) FROM users_user GROUP BY \(column) HAVING count(*) > 1)
            ORDER BY \(column), id
            """)
        var collisions: [UserCollision] = []
        for group in rows.split(whereKeyChanges: { !sameBytes($0.key, $1.key) }) {
            collisions.append(UserCollision(shared: .name, users: group.map { $0.user }))
        }
        return collisions
    }

    /// Accounts whose email address has the same key as another's.
    private func sharingAddresses() throws(DatabaseError) -> [UserCollision] {
        let younger = try database.all(
            User.self,
            "SELECT \(columns: User.self) FROM users_user WHERE email_key IS NULL AND email IS NOT NULL ORDER BY id")
        let keyed = younger.map { (user: $0, key: UserKeys.key(ofEmail: $0.email ?? "")) }
            .sorted { ($0.key, $0.user.id) < ($1.key, $1.user.id) }
        var collisions: [UserCollision] = []
        for group in keyed.split(whereKeyChanges: { !sameBytes($0.key, $1.key) }) {
            let oldest = try database.first(
                User.self, "SELECT \(columns: User.self) FROM users_user WHERE email_key = ?", .text(group[0].key))
            let users = (oldest.map { [$0] } ?? []) + group.map { $0.user }
            if users.count > 1 { collisions.append(UserCollision(shared: .email, users: users)) }
        }
        return collisions
    }
}

extension Array {
    /// Runs of elements with equal values.
    fileprivate func split(whereKeyChanges changes: (Element, Element) -> Bool) -> [[Element]] {
        var runs: [[Element]] = []
        for element in self {
            if let last = runs.last?.last, !changes(last, element) {
                runs[runs.count - 1].append(element)
            } else {
                runs.append([element])
            }
        }
        return runs
    }
}
