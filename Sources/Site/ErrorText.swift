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
        case 413, 431: "That was too large"
        case 414: "That URL is too long"
        case 415: "That kind of data is not accepted here"
        case 416: "That part does not exist"
        case 421: "That site is not on this server"
        case 429: "Too many requests"
        case 503: "The site is busy"
        case 400..<500: "That did not work"
        default: "Something went wrong"
        }
    }

    static func message(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 403: "You are not allowed to see this page."
        case 404: "This page does not exist."
        case 405, 501: "This page does not support what the browser asked for."
        case 408: "The request did not arrive in time. Nothing was changed. Please try again."
        case 410: "This page has been removed."
        case 413: "The request is larger than this site accepts. Nothing was changed."
        case 414: "The URL is longer than this site accepts. It may have been copied together with other text."
        case 416: "The browser asked for a part of the file that does not exist. Please load the whole file again."
        case 421: "This site is not on this server. Please check the URL."
        case 429: "Too many requests came from your network. Please wait a minute and try again."
        case 431: "The browser sent more cookies than this site accepts. Please delete this site's cookies."
        case 503: "The site cannot do this right now. Please try again in a minute."
        case 400..<500: "The browser sent something that this site cannot process."
        default: "This is not your fault. Please try again later."
        }
    }
}
