import CGIKit

public final class ProfileForm: Form {
    public let name = StringField("name", "Name", UserName.validators, filters: UserName.filters)

    public override var fields: [Field] { [name] }
}
