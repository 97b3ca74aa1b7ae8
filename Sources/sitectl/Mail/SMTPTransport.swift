import CCurl
import CGIKit
import CSystem

/// Speaks SMTP with one server, by libcurl, over one connection for as long as the server keeps it.
final class SMTPTransport: MailTransport {
    private let curl: UnsafeMutableRawPointer
    private let dialog = SMTPDialog()
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ server: SMTPServer, host: String, timeout: Int) {
        curl = curl_easy_init()!
        set(CURLOPT_ERRORBUFFER, errorText)
        // What stands behind the server's address is what we call ourselves.
        set(CURLOPT_URL, "\(server.url)/\(SMTPTransport.escaped(host))")
        switch server.startTLS {
        case .required: set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        case .try: set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
        case .never: set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
        }
        if let user = server.user { set(CURLOPT_USERNAME, user) }
        if let password = server.password { set(CURLOPT_PASSWORD, password) }
        if let authorities = server.authorities { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_TIMEOUT, timeout)
        set(CURLOPT_CONNECTTIMEOUT, min(timeout, 30))
        // It also ends the wait for an answer to QUIT, which the time-out above does not.
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout)
        // No signals: the worker has its own use for them.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_UPLOAD, 1)
        let context = Unmanaged.passUnretained(dialog).toOpaque()
        check(ccurl_set_reader(curl, readContent, context))
        check(ccurl_set_listener(curl, listen, context))
    }

    /// An address has brackets and colons, which are something else in a URL.
    private static func escaped(_ host: String) -> String {
        var text: [UInt8] = []
        for byte in host.utf8 {
            switch byte {
            case UInt8(ascii: "["): text += "%5B".utf8
            case UInt8(ascii: "]"): text += "%5D".utf8
            case UInt8(ascii: ":"): text += "%3A".utf8
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    deinit {
        curl_easy_cleanup(curl)
        errorText.deallocate()
    }

    func deliver(_ envelope: MailEnvelope) -> Delivery {
        let delivery = attempt(envelope)
        // A server that has grown tired of a connection is not tired of us.
        guard isWorn(delivery), ccurl_new_connections(curl) == 0 else { return delivery }
        set(CURLOPT_FRESH_CONNECT, 1)
        defer { set(CURLOPT_FRESH_CONNECT, 0) }
        return attempt(envelope)
    }

    private func isWorn(_ delivery: Delivery) -> Bool {
        switch delivery {
        case .unreachable, .deferred: dialog.command == .mail
        case .accepted, .refused: false
        }
    }

    private func attempt(_ envelope: MailEnvelope) -> Delivery {
        if envelope.needsUTF8, let delivery = refusalWithoutUTF8(envelope) { return delivery }
        dialog.begin(envelope.content)
        errorText[0] = 0
        set(CURLOPT_MAIL_FROM, envelope.sender)
        let recipients = curl_slist_append(nil, envelope.recipient)
        defer {
            set(CURLOPT_MAIL_RCPT, nil as UnsafeRawPointer?)
            curl_slist_free_all(recipients)
        }
        set(CURLOPT_MAIL_RCPT, recipients)
        check(ccurl_set_size(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(envelope.content.count)))
        let code = curl_easy_perform(curl)
        return code == CURLE_OK ? .accepted(dialog.reply) : verdict(code)
    }

    /// libcurl sends such an address to any server. A server that cannot take it would get bytes that mean nothing to it: so
    /// it is asked before, with a command that does nothing.
    ///
    /// - Returns: why the message is not handed over; nil if it can be.
    private func refusalWithoutUTF8(_ envelope: MailEnvelope) -> Delivery? {
        dialog.begin([])
        errorText[0] = 0
        set(CURLOPT_CUSTOMREQUEST, "NOOP")
        set(CURLOPT_NOBODY, 1)
        defer {
            set(CURLOPT_CUSTOMREQUEST, nil as UnsafeRawPointer?)
            set(CURLOPT_NOBODY, 0)
            set(CURLOPT_UPLOAD, 1)
        }
        let code = curl_easy_perform(curl)
        guard code == CURLE_OK else { return verdict(code) }
        guard !dialog.hasSMTPUTF8 else { return nil }
        return .refused(
            "The server does not support SMTPUTF8 (RFC 6531), which is needed for mail from \(envelope.sender) to "
                + "\(envelope.recipient).")
    }

    /// What the server's last reply means for the message (RFC 5321, section 4.2.1), or that there was none.
    private func verdict(_ code: CURLcode) -> Delivery {
        let problem = errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
        let reply = dialog.reply
        guard let command = dialog.command, command.isAboutMessage else {
            // Greeting, encryption, password: it is not about this message.
            return .unreachable(reply.isEmpty ? problem : "\(reply) (\(problem))")
        }
        switch dialog.replyCode {
        // RFC 4954, section 6: it wants a password, or a better one.
        case 421, 530, 534, 535, 538: return .unreachable(reply)
        case 500..<600: return .refused(reply)
        case 400..<500: return .deferred(reply)
        default: break
        }
        // No answer: a connection that was lost concerns this message until the next fails too; a server that takes its
        // time would take it with each.
        return code == CURLE_OPERATION_TIMEDOUT ? .unreachable(problem) : .deferred(problem)
    }

    private func set(_ option: CURLoption, _ number: Int) { check(ccurl_set_number(curl, option, number)) }

    private func set(_ option: CURLoption, _ text: String) { check(ccurl_set_pointer(curl, option, text)) }

    private func set(_ option: CURLoption, _ pointer: UnsafeRawPointer?) {
        check(ccurl_set_pointer(curl, option, pointer))
    }

    private func check(_ code: CURLcode) { precondition(code == CURLE_OK, "an option that this libcurl does not take") }
}

/// What is said while a message is handed over.
private final class SMTPDialog {
    enum Command {
        case mail, rcpt, data, other

        /// Whether the server's reply to it is about the message.
        var isAboutMessage: Bool { self != .other }
    }

    /// The last command; nil before the first.
    private(set) var command: Command?
    private var lines: [UInt8] = []
    private var content: [UInt8] = []
    private var position = 0
    private var hasEnded = false
    /// What the server of this connection says that it can do, in its reply to the last EHLO.
    private var abilities: [UInt8] = []
    private var isGreeting = false

    /// Whether it takes addresses in UTF-8 (RFC 6531, section 3.1).
    var hasSMTPUTF8: Bool {
        abilities.split(separator: 0x0A).contains { line in
            let words = String(decoding: line.dropFirst(4), as: UTF8.self).uppercased()
            return words.split(whereSeparator: { " \r".contains($0) }).first == "SMTPUTF8"
        }
    }

    func begin(_ content: [UInt8]) {
        command = nil
        lines.removeAll(keepingCapacity: true)
        self.content = content
        position = 0
        hasEnded = false
    }

    /// The server's reply to the last command, in one line.
    var reply: String {
        let words = String(decoding: lines, as: UTF8.self).split { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
        return words.joined(separator: " ")
    }

    var replyCode: Int { Int(String(decoding: lines.prefix(3), as: UTF8.self)) ?? 0 }

    func sent(_ bytes: UnsafeRawBufferPointer) {
        let verb = String(decoding: bytes.prefix(4), as: UTF8.self)
        // What is said in parting is not what it was about.
        if verb == "QUIT" { hasEnded = true }
        guard !hasEnded else { return }
        lines.removeAll(keepingCapacity: true)
        isGreeting = verb == "EHLO" || verb == "HELO"
        if isGreeting { abilities.removeAll(keepingCapacity: true) }
        switch verb {
        case "MAIL": command = .mail
        case "RCPT": command = .rcpt
        case "DATA": command = .data
        default: command = .other
        }
    }

    func received(_ bytes: UnsafeRawBufferPointer) {
        guard !hasEnded, lines.count < 4096 else { return }
        lines += bytes
        if isGreeting { abilities += bytes }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, content.count - position)
        content.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<(position + count)]))
        }
        position += count
        // The reply to the command has been: what comes next is about the content.
        if count > 0 { lines.removeAll(keepingCapacity: true) }
        return count
    }
}

private func dialog(_ context: UnsafeMutableRawPointer?) -> SMTPDialog {
    Unmanaged<SMTPDialog>.fromOpaque(context!).takeUnretainedValue()
}

private func readContent(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    dialog(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

private func listen(
    _ curl: UnsafeMutableRawPointer?, _ type: curl_infotype, _ data: UnsafeMutablePointer<CChar>?, _ size: Int,
    _ context: UnsafeMutableRawPointer?
) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: data, count: size)
    switch type {
    case CURLINFO_HEADER_IN: dialog(context).received(bytes)
    case CURLINFO_HEADER_OUT: dialog(context).sent(bytes)
    default: break
    }
    return 0
}
