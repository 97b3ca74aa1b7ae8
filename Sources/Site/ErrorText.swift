import HTTPTypes

/// The words for the errors that the web server finds by itself (RFC 9110, section 15; RFC 6585).
enum ErrorText {
    /// The status that a server hands to its error document. Whoever asks for the error page itself finds nothing there.
    static func status(_ redirectStatus: String?) -> HTTPResponse.Status {
        guard let code = redirectStatus.flatMap({ Int($0) }), 400...599 ~= code else { return .notFound }
        return HTTPResponse.Status(code: code, reasonPhrase: reason(code))
    }

    /// The status line's words, which some servers send on as they come.
    private static func reason(_ code: Int) -> String {
        switch code {
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        case 400..<500: "Client Error"
        default: "Server Error"
        }
    }

    static func title(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 400, 411: "That request was not understood"
        case 403: "Not allowed"
        case 404: "Page not found"
        case 405, 501: "That cannot be done here"
        case 408: "That took too long"
        case 410: "No longer here"
        case 412: "This page has changed"
        case 413, 431: "That was too much to send"
        case 414: "That address is too long"
        case 415: "That kind of data is not accepted here"
        case 416: "That part does not exist"
        case 421: "That site is not here"
        case 429: "Too much at once"
        case 503: "The site is busy"
        case 400..<500: "That did not work"
        default: "Something went wrong"
        }
    }

    static func message(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 403: "You may not see this page."
        case 404: "There is no page at this address."
        case 405, 501: "This address does not do what the browser asked for."
        case 408: "What the browser was sending did not arrive in time. Nothing was changed; please try again."
        case 410: "What was at this address has been removed."
        case 413: "What the browser sent is larger than this site takes. Nothing was changed."
        case 414: "The address is longer than this site can read. It may have been copied together with other text."
        case 416: "The browser asked for a part of a file that the file does not have. Please load it again as a whole."
        case 421: "This server was asked for a site that it does not have. Please type the site's address again."
        case 429: "Too many requests came from your network. Please wait a minute and try again."
        case 431: "The browser sent more cookies than this site can read. Deleting this site's cookies helps."
        case 503: "The site cannot do this right now. Please try again in a minute."
        case 400..<500: "The browser sent something that this site cannot work with."
        default: "It is not your fault. Please try again later."
        }
    }
}
