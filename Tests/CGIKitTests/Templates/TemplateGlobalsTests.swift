import CGIKit
import Testing

@Suite struct TemplateGlobalsTests {
    @Test func globalsAreAskedOnceAndOnlyWhenUsed() throws {
        var asked: [String] = []
        let source = "{% if no %}{{ never }}{% endif %}{{ user }}{{ user }}{{ given }}{{ range(2)|list }}"
        let environment = TemplateEnvironment(loader: TemplateLoader { _ in Array(source.utf8) }) {
            (name) throws(TemplateError) in
            asked.append(name)
            return name == "user" ? "<Zoë>" : nil
        }
        let page = try environment.render("page.html", [("given", "!"), ("no", false)])
        #expect(String(decoding: page, as: UTF8.self) == "&lt;Zoë&gt;&lt;Zoë&gt;![0, 1]")
        #expect(asked == ["user", "range"])
    }
}
