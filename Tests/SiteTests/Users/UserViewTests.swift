import CGIKit
import Testing

@testable import Site

@Suite struct UserViewTests {
    private func view(role: String, status: String) throws -> UserView {
        let database = try TemporarySite().open()
        return UserView(
            try database.user([
                "id": "7", "name": "'Zoë'", "email": "'zoe@x.org'", "password": "'scrypt:secret'", "role": role,
                "status": status,
            ]))
    }

    private func text(_ value: Value?) -> String {
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .some(.none): "None"
        case .undefined: "undefined"
        case nil: "no attribute"
        default: "?"
        }
    }

    private func called(_ value: Value?) throws -> String {
        guard case .function(let function) = value else { return "no function" }
        return text(try function.body(Arguments()))
    }

    @Test(arguments: [
        ("0", "2", "0", "2", "admin", "active"), ("1", "1", "1", "1", "staff", "new"),
        ("2", "0", "2", "0", "user", "inactive"), ("7", "-1", "7", "-1", "undefined", "undefined"),
        ("NULL", "NULL", "None", "None", "undefined", "undefined"),
        ("'admin'", "''", "None", "None", "undefined", "undefined"),
    ])
    func hasTheModelsAttributes(
        role: String, status: String, roleShown: String, statusShown: String, roleName: String, statusName: String
    ) throws {
        let view = try view(role: role, status: status)
        #expect(text(try view.attribute("id")) == "7")
        #expect(text(try view.attribute("name")) == "Zoë")
        #expect(text(try view.attribute("email")) == "zoe@x.org")
        #expect(text(try view.attribute("role")) == roleShown)
        #expect(text(try view.attribute("status")) == statusShown)
        #expect(try called(view.attribute("getRole")) == roleName)
        #expect(try called(view.attribute("getStatus")) == statusName)
        #expect(text(try view.rendered()) == "<User 'Zoë'>")
    }

    @Test(arguments: ["password", "passwordHash", "query", "metadata", "__class__", ""])
    func showsNothingElse(name: String) throws {
        #expect(text(try view(role: "0", status: "0").attribute(name)) == "no attribute")
    }
}
