import CGIKit
import CGIKitTesting
import HTTPTypes
import Testing

@testable import ExampleSnippets

private func hello(_ request: Request) throws(Failure) -> Response {
    .text("Hello, \(try request.form()["name"] ?? "world")!\n")
}

@Test func aScriptIsAskedInTheTestsProcess() {
    let client = TestClient(Script(allowing: [.get, .post], view: hello), mountedAt: "/hello")
    let page = client.post("/hello/", .form([("name", "Zoë")]))
    #expect(page.status == 200)
    #expect(page.text == "Hello, Zoë!\n")
}

@Test func aFormSaysWhatIsWrongAsWTFormsDoes() {
    let form = RegisterForm()
    #expect(!form.validate())
    #expect(form.name.errors == ["This field is required."])
}
