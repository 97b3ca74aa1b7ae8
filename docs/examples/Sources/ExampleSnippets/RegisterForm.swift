import CGIKit

final class RegisterForm: Form {  // here
    let name = StringField("name", "NickName", [.dataRequired(), .regexp(#"^\w+$"#)])

    override var fields: [Field] { [name] }
}
