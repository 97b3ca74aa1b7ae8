import CGIKit

/// A message and who it goes to and comes from, as mail servers are told.
struct MailEnvelope {
    let sender: String
    let recipient: String
    let content: [UInt8]
    /// What no other message is called.
    let name: String

    /// Whether an address in it has letters beyond ASCII, which only servers with SMTPUTF8 take (RFC 6531).
    var needsUTF8: Bool { !sender.utf8.allSatisfy { $0 < 0x80 } || !recipient.utf8.allSatisfy { $0 < 0x80 } }
}

/// What came of handing over a message; each with the words of who took it or did not.
enum Delivery: Equatable {
    case accepted(String)
    /// It may be taken later.
    case deferred(String)
    /// It will never be taken.
    case refused(String)
    /// There is no point in trying others now.
    case unreachable(String)
}

/// Takes messages to where they go.
protocol MailTransport {
    func deliver(_ envelope: MailEnvelope) -> Delivery
}

extension MailDestination {
    /// - Parameters:
    ///   - host: what we call ourselves.
    ///   - timeout: seconds for one message.
    func transport(host: String, timeout: Int) -> any MailTransport {
        switch self {
        case .smtp(let server): SMTPTransport(server, host: host, timeout: timeout)
        case .program(let path): ProgramTransport(path, timeout: timeout)
        case .folder(let path): FolderTransport(path)
        }
    }
}
