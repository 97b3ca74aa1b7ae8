import CGIKit

public final class ProfileForm: Form {
    public let name = StringField("name", "NickName", UserName.validators, filters: [.strip])

    public override var fields: [Field] { [name] }
}
