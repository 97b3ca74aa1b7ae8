/// An email as it is handed to a mail server, with text and HTML of the same content (RFC 5322; RFC 2046, section
/// 5.1.4).
public struct EmailMessage {
    /// The `From` address and name.
    public var from: Mailbox
    /// The only recipient.
    public var to: Mailbox
    /// May contain any characters; line breaks become spaces.
    public var subject: String
    /// When it was written.
    public var date: HTTPDate
    /// Identifies the email for ever, such as `5f1c9a0b@example.org`: ASCII, unique, and the same when it is sent again.
    public var messageID: String
    /// The name of the message that this one answers, as those of one conversation do (RFC 5322, section 3.6.4); in the form of
    /// ``messageID``.
    public var thread: String?
    /// The plain text in UTF-8.
    public var text: [UInt8]
    /// The HTML document in UTF-8.
    public var html: [UInt8]
    /// The URL that stops emails of this kind with one POST (RFC 8058).
    public var unsubscribeURL: String?

    /// Nothing is checked here: ``Mailbox`` keeps out what could break a header.
    @export(interface) public init(
        from: Mailbox, to: Mailbox, subject: String, date: HTTPDate, messageID: String, text: [UInt8], html: [UInt8],
        thread: String? = nil, unsubscribeURL: String? = nil
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.messageID = messageID
        self.text = text
        self.html = html
        self.thread = thread
        self.unsubscribeURL = unsubscribeURL
    }

    /// The bytes from the first header on, with CRLF at the end of each line, of which none has more than 76 characters
    /// but those of an address that cannot be folded. Dots at the start of lines are as they are.
    public var bytes: [UInt8] {
        // Quoted-printable text never has "=_" (RFC 2045, section 6.7).
        let boundary = "=_alternative"
        var header = EmailHeader()
        header.append("From", from)
        header.append("To", to)
        header.append("Subject", text: subject)
        header.append("Date", String(decoding: date.text.utf8.dropLast("GMT".utf8.count), as: UTF8.self) + "+0000")
        header.append("Message-ID", "<\(messageID)>")
        if let thread {
            header.append("In-Reply-To", "<\(thread)>")
            header.append("References", "<\(thread)>")
        }
        // RFC 3834, section 5: nobody on holiday answers it.
        header.append("Auto-Submitted", "auto-generated")
        if let unsubscribeURL {
            header.append("List-Unsubscribe", "<\(unsubscribeURL)>")
            header.append("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        }
        header.append("MIME-Version", "1.0")
        header.append("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
        var bytes = header.bytes
        bytes.reserveCapacity(1024 + (text.count + html.count) * 5 / 4)
        for (type, content) in [("plain", text), ("html", html)] {
            bytes += "\r\n--\(boundary)\r\n".utf8
            bytes += "Content-Type: text/\(type); charset=utf-8\r\n".utf8
            bytes += "Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8
            QuotedPrintable.append(content, to: &bytes)
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }
}
