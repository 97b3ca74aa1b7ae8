import ArgumentParser
import CGIKit
import CSystem
import Site

/// `sitectl users password`.
struct SetPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Gives somebody another password, who has lost theirs.",
        discussion: """
            Asks for it twice on a terminal, which does not show it; else reads a line of standard input. The site's rules for \
            passwords hold. All sessions of the account end.
            """)

    @Argument(help: "The account's name.")
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
        Output.message("\(user.summary) has another password now, and is signed out everywhere.")
    }

    private func password(of user: User, _ configuration: Configuration) throws -> String {
        let password = try isatty(STDIN_FILENO) == 1 ? ask(user) : readLine()
        guard let password, !password.isEmpty else { throw Output.failure("sitectl: there is no password.") }
        let isTyped = password.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }
        guard isTyped else {
            throw Output.failure("sitectl: a password has no control characters, and is UTF-8.")
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
        let first = silently("New password of \(user.summary): ")
        guard first == silently("Once more: ") else { throw Output.failure("sitectl: the two are not the same.") }
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
