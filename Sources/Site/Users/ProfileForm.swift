import CGIKit

public final class ProfileForm: Form {
    public let name = StringField("name", "Name", UserName.validators, filters: [.strip])

    public override var fields: [Field] { [name] }
}
