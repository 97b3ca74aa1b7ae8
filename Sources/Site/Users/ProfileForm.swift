import CGIKit

/// The form for a user's name.
public final class ProfileForm: Form {
    /// The new name, checked by the rules of names.
    public let name = StringField("name", "Name", UserName.validators, filters: UserName.filters)

    public override var fields: [Field] { [name] }
}
