import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl users password`.
struct SetPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Sets a new password for a user who has lost theirs.",
        discussion: """
            On a terminal, prompts for it twice without showing it; otherwise reads one line from standard input. The site's \
            password rules apply. All sessions of the account end.
            """)

    @Argument(help: "The user's name.")
    var name: String

    func run() throws {
        let configuration = try Configuration.ofSite
        let database = try Database.ofSite(configuration)
        let user = try database.user(named: name)
        let hash = try hash(try password(of: user, configuration), configuration)
        let users = UserStore(database)
        let isSet = try reportingDatabase { () throws(DatabaseError) in
            try users.replacePassword(of: user, with: hash, now: Clock.system.now)
        }
        guard isSet else { throw Output.failure("sitectl: the account of \(user.summary) has just been deleted.") }
        Output.message("\(user.summary) has a new password and is signed out everywhere.")
    }

    private func password(of user: User, _ configuration: Configuration) throws -> String {
        let password = try isatty(STDIN_FILENO) == 1 ? ask(user) : readLine()
        guard let password, !password.isEmpty else { throw Output.failure("sitectl: no password was given.") }
        let isTyped = password.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }
        guard isTyped else {
            throw Output.failure("sitectl: a password must be UTF-8 without control characters.")
        }
        let refusal = try reporting { () throws(Failure) in
            try failing { () throws(ConfigurationError) in
                try configuration.passwordRules(for: user).refusal(of: password)
            }
        }
        if let refusal { throw Output.failure("sitectl: \(refusal)") }
        return password
    }

    private func ask(_ user: User) throws -> String? {
        let first = silently("New password for \(user.summary): ")
        guard first == silently("Repeat: ") else { throw Output.failure("sitectl: the passwords do not match.") }
        return first
    }

    /// Reads a line that the terminal does not show.
    private func silently(_ question: String) -> String? { getpass(question).map { String(cString: $0) } }

    private func hash(_ password: String, _ configuration: Configuration) throws -> String {
        try reporting { () throws(Failure) in
            let cost = try failing { () throws(ConfigurationError) in try configuration.passwordCost }
            return try failing { () throws(SystemError) in try PasswordHash.generate(password, cost: cost) }
        }
    }
}
