/// One check of a field, and what it says about the field to its tag.
///
///     StringField("name", "Name", [.dataRequired(), .length(max: 50)])
public struct Validator {
    /// Throws a ``ValidationError`` if something is wrong with the field. The form is there for comparisons with other
    /// fields.
    public typealias Check = (Form, Field) throws(ValidationError) -> Void

    let flags: [Flags.Item]
    let check: Check

    /// A validator that sets flags of the field's tag, too, such as `maxlength`.
    @export(interface) public init(flags: [Flags.Item] = [], _ check: @escaping Check) {
        self.flags = flags
        self.check = check
    }

    /// A validator without flags, written where it is used:
    ///
    ///     .custom { (form, field) throws(ValidationError) in
    ///         if field.value.text.utf8.contains(0) { throw ValidationError("No NUL, please.") }
    ///     }
    public static func custom(_ check: @escaping Check) -> Validator { Validator(check) }

    /// A check that either passes or fails with one message.
    static func requiring(_ message: String, _ isValid: @escaping (FieldValue) -> Bool) -> Validator {
        Validator { (_, field) throws(ValidationError) in
            if !isValid(field.value) { throw ValidationError(message) }
        }
    }
}
