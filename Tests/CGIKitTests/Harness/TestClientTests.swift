import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@Suite struct TestClientTests {
    @Test func splitsThePathWhereTheScriptIsMounted() {
        let script = Script { request throws(Failure) in
            .text("\(request.scriptName) \(try request.pathInfo) \(request.queryString)")
        }
        let client = TestClient(script, mountedAt: "/users/login")
        #expect(client.get("/users/login/x?y=z").text == "/users/login /x y=z")
        #expect(client.get("/users/login").text == "/users/login  ")
    }

    @Test func sendsFormsFilesAndJSON() {
        let script = Script(allowing: [.post]) { request throws(Failure) in
            if request.header(.contentType) == "application/json" {
                return .bytes(try request.jsonBytes(), type: "application/json")
            }
            let form = try request.form()
            return .text("\(form["a"] ?? "") \(form.file("f")?.filename ?? "")")
        }
        let client = TestClient(script)
        #expect(client.post("/", .form([("a", "1 &=%é")])).text == "1 &=%é ")
        #expect(
            client.post("/", .multipart([TestPart("a", "1"), TestPart("f", filename: "x", bytes: [1])])).text == "1 x")
        #expect(client.post("/", .json("[1]")).text == "[1]")
    }

    @Test func keepsCookiesAndForgetsThemWhenTold() {
        let script = Script { request throws(Failure) in
            var response = Response.text(request.cookieHeader ?? "none")
            response.headers[.setCookie] = try request.query["set"]
            return response
        }
        let client = TestClient(script)
        #expect(client.get("/?set=a%3D1%3B+Path%3D/").text == "none")
        #expect(client.get("/").text == "a=1")
        #expect(client.get("/?set=a%3D%3B+Max-Age%3D0").text == "a=1")
        #expect(client.get("/").text == "none")
        client.cookies["b"] = "2"
        #expect(client.get("/?set=b%3D%3B+Expires%3DThu,+01+Jan+1970+00:00:00+GMT").text == "b=2")
        #expect(client.cookies.isEmpty)
    }

    @Test func sendsHeadersAndHTTPS() {
        let script = Script { request throws(Failure) in
            .text("\(request.isSecure) \(request.header(.referer) ?? "") \(request.header(.accept) ?? "")")
        }
        let client = TestClient(script)
        client.headers[.referer] = "https://localhost/"
        client.isSecure = true
        #expect(client.get("/", headers: [.accept: "*/*"]).text == "true https://localhost/ */*")
    }

    @Test(arguments: ["", "Content-Type: text/plain\n", "no colon\n\nbody", "Status: abc\n\n", "bad name: x\n\n"])
    func doesNotTakeOtherTextForAResponse(output: String) {
        #expect(TestResponse(Array(output.utf8)) == nil)
    }
}
