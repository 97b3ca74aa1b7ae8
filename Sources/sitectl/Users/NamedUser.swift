import CGIKit
import Site

extension Database {
    /// The account that a command names.
    func user(named name: String) throws -> User {
        let users = UserStore(self)
        if let user = try reportingDatabase({ () throws(DatabaseError) in try users.user(name: name) }) { return user }
        let owner = try reportingDatabase { () throws(DatabaseError) in try users.user(email: name) }
        let meant = try owner?.name ?? nearestName(to: name)
        let hint = meant.map { "; did you mean \(escapingControls($0))?" } ?? "."
        throw Output.failure("sitectl: there is no user \(escapingControls(name))\(hint)")
    }

    /// One typing mistake apart, or two in a long name.
    private func nearestName(to name: String) throws -> String? {
        let letters = Array(UserKeys.key(ofName: name).unicodeScalars)
        let most = letters.count < 7 ? 1 : 2
        let names = try reportingDatabase { () throws(DatabaseError) in
            try texts(
                "SELECT name FROM users_user WHERE abs(length(name) - ?) <= ? ORDER BY id",
                .integer(Int64(name.unicodeScalars.count)), .integer(Int64(most)))
        }
        let distances = names.map { NearestSetting.distance(letters, Array(UserKeys.key(ofName: $0).unicodeScalars)) }
        guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }), distances[nearest] <= most
        else { return nil }
        return names[nearest]
    }
}

extension User {
    /// For the operator, who may know it by any of these.
    var summary: String { escapingControls("\(displayName) (account \(id), \(email ?? "no email address"))") }
}
