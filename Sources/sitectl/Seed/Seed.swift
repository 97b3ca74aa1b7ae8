import ArgumentParser
import CGIKit
import Site

/// `sitectl seed`: members, posts and comments that look like a site's, for demonstrations and measurements.
struct Seed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the database with made-up members, posts and comments.",
        discussion: """
            Existing data is kept. The same numbers and the same --random give the same texts. Nobody can sign in as one of \
            the members unless --password gives all of them a password.
            """)

    @Option(help: "The number of members.")
    var users = 100

    @Option(help: "The number of posts.")
    var posts = 1000

    @Option(help: "The number of comments.")
    var comments = 5000

    @Option(help: "The password of all these members.")
    var password: String?

    @Option(help: "The seed of the made-up texts.")
    var random: UInt64 = 1

    func validate() throws {
        guard users >= 0, posts >= 0, comments >= 0 else {
            throw ArgumentParser.ValidationError("Numbers cannot be negative.")
        }
        guard posts == 0 || users > 0 else {
            throw ArgumentParser.ValidationError("Posts need members who write them: --users 1 or more.")
        }
        guard comments == 0 || posts > 0 else {
            throw ArgumentParser.ValidationError("Comments need posts: --posts 1 or more.")
        }
    }

    func run() throws {
        let configuration = try Configuration.ofSite
        try DataOwner.become(of: configuration)
        do throws(Failure) {
            let cost = try failing { () throws(ConfigurationError) in try configuration.passwordCost }
            let rules = try failing { () throws(ConfigurationError) in try configuration.passwordRules(for: nil) }
            if let refusal = password.flatMap({ rules.refusal(of: $0) }) {
                throw Failure.configuration(ConfigurationError("--password: \(refusal)"))
            }
            let hash = try passwordHash(cost)
            let database = try Database.openSite(configuration.database, for: .writing)
            do throws(DatabaseError) { try fill(database, passwordHash: hash) } catch { throw .database(error) }
        } catch {
            throw Output.failure("sitectl: \(error.message)")
        }
    }

    private func fill(_ database: Database, passwordHash: String?) throws(DatabaseError) {
        let progress = Progress(of: users + posts + comments)
        var writer = try SeedWriter(database, random: random)
        try writer.writeUsers(users, passwordHash: passwordHash, progress)
        try writer.writePosts(posts, comments: comments, progress)
        progress.finish()
    }

    private func passwordHash(_ cost: ScryptCost) throws(Failure) -> String? {
        guard let password else { return nil }
        return try failing { () throws(SystemError) in try PasswordHash.generate(password, cost: cost) }
    }
}
