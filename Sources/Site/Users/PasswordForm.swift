import CGIKit

public final class PasswordForm: Form {
    public let current = PasswordField("current", "Current password", [.dataRequired()])
    public let password = PasswordField("password", "New password", [.dataRequired()])
    public let confirm = PasswordField(
        "confirm", "Repeat new password", [.dataRequired(), .equalTo("password", message: "Passwords must match")])

    public override var fields: [Field] { [current, password, confirm] }
}
