import HTTPTypes
import Testing

@testable import CGIKit

@Suite struct HeaderTests {
    @Test func findsAHeaderByItsName() throws {
        let request = try request([
            "HTTP_USER_AGENT": "cat", "CONTENT_TYPE": "text/plain", "CONTENT_LENGTH": "", "HTTP_CONTENT_TYPE": "no",
            "HTTP_COOKIE": "a=b; c=d",
        ])
        #expect(request.header(.userAgent) == "cat")
        #expect(request.header(HTTPField.Name("user-AGENT")!) == "cat")
        #expect(request.header(.contentType) == "text/plain")
        #expect(request.header(.contentLength) == nil)
        #expect(request.header(.accept) == nil)
        #expect(request.cookieHeader == "a=b; c=d")
    }

    @Test func neverHasAProxyHeader() throws {
        let request = try request(["HTTP_PROXY": "http://evil.example/", "HTTP_PROXY_X": "kept"])
        #expect(request.header(HTTPField.Name("Proxy")!) == nil)
        #expect(request.headers.map { $0.name.rawName } == ["Proxy-X"])
    }

    @Test func listsAllHeaders() throws {
        let request = try request([
            "HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_X_A1_B": "1", "HTTP_": "none", "HTTP_BAD NAME": "x", "HTTPS": "on",
            "CONTENT_TYPE": "text/plain", "PATH": "/bin",
        ])
        #expect(
            request.headers.map { "\($0.name.rawName): \($0.value)" } == [
                "Accept-Language: nl", "X-A1-B: 1", "Content-Type: text/plain",
            ])
    }

    @Test(arguments: [
        ("text/html", "text/html", [:]),
        (" Text/HTML ; charset=UTF-8", "text/html", ["charset": "UTF-8"]),
        (#"form-data; name="a b"; filename="x;\"y\\\z""#, "form-data", ["name": "a b", "filename": #"x;"y\\z"#]),
        (#"form-data; name="""#, "form-data", ["name": ""]),
        (#"multipart/form-data; BOUNDARY=--x ;"#, "multipart/form-data", ["boundary": "--x"]),
    ])
    func readsParameters(text: String, value: String, parameters: [String: String]) throws {
        let parsed = HeaderParameters(text)
        #expect(parsed.value == value)
        for (name, value) in parameters { #expect(parsed[name] == value) }
        #expect(parsed["other"] == nil)
    }

    /// What is no parameter is passed over.
    @Test(arguments: [
        ("", "", nil), (";", "", nil), ("; b=c", "", nil), ("a b", "a b", nil), ("a; b", "a", nil), ("a; b=", "a", nil),
        ("a; =b", "a", nil), (#"a; b="c"#, "a", nil), (#"a; b="c\""#, "a", nil), ("a; b=c d=e", "a", "c"),
        ("a; b=c; b=d", "a", "d"), ("a;; b=c", "a", "c"), ("ä", "ä", nil), ("a; b ; b=c", "a", "c"),
        ("a; b*=UTF-8''%C3%A9", "a", "é"), ("a; b*0=c; b*1=d", "a", "cd"), ("a; b*=x'y'%41", "a", "%41"),
    ])
    func passesOverWhatIsNoParameter(text: String, value: String, parameter: String?) {
        let parsed = HeaderParameters(text)
        #expect(parsed.value == value)
        #expect(parsed["b"] == parameter)
    }
}
