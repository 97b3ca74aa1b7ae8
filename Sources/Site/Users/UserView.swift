import CGIKit

/// A user as templates see one: the attributes and methods of the how-to's model, without the password.
public final class UserView: TemplateObject {
    private let user: User

    /// Shows a user.
    public init(_ user: User) { self.user = user }

    public override var typeName: String { "User" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "id": .int(Int(user.id))
        case "name": UserView.value(user.name)
        case "email": UserView.value(user.email)
        case "role": UserView.value(user.role?.rawValue)
        case "status": UserView.value(user.status?.rawValue)
        case "is_confirmed": .bool(user.isConfirmed)
        case "has_drafts": .bool(user.unlistedPosts == .drafts)
        case "has_unlisted_posts": .bool(user.unlistedPosts != .none)
        case "queue_length": Value(user.queueLength.map { Int($0) })
        case "getRole": method(name, user.role?.name)
        case "getStatus": method(name, user.status?.name)
        default: nil
        }
    }

    /// `<User 'zoe'>`: the model's `__repr__`.
    ///
    /// - Throws: Nothing.
    @export(interface) public override func rendered() throws(TemplateError) -> Value {
        .string("<User \(user.name.map { "'\($0)'" } ?? "None")>")
    }

    private static func value(_ text: String?) -> Value { text.map { .string($0) } ?? .none }

    private static func value(_ number: Int64?) -> Value { number.map { .int(Int($0)) } ?? .none }

    /// A number without a name is undefined here and prints nothing; Flask's dictionaries raise a KeyError.
    private func method(_ name: String, _ result: String?) -> Value {
        .function(
            Function(name) { _ throws(TemplateError) in
                result.map { .string($0) } ?? .undefined(Undefined(name: name))
            })
    }
}
