extension Validator {
    /// The data must equal that of another field.
    ///
    /// - Parameters:
    ///   - name: The other field's name, without prefix.
    ///   - message: May contain `%(other_label)s` and `%(other_name)s`.
    @export(interface) public static func equalTo(_ name: String, message: String? = nil) -> Validator {
        Validator { (form, field) throws(ValidationError) in
            guard let other = form.field(name) else { throw ValidationError("Invalid field name '\(name)'.") }
            guard field.value != other.value else { return }
            let label = other.label.text.isEmpty ? name : other.label.text
            throw ValidationError(
                interpolated(
                    message ?? "Field must be equal to %(other_name)s.",
                    [("other_label", label), ("other_name", name)]))
        }
    }

    /// The data, or at least one item of a list, must be among the values.
    ///
    /// - Parameters:
    ///   - values: What is accepted.
    ///   - message: May contain `%(values)s`.
    @export(interface) public static func anyOf(_ values: [FieldValue], message: String? = nil) -> Validator {
        listing(values, message ?? "Invalid value, must be one of: %(values)s.") { $0 }
    }

    /// The data, or every item of a list, must not be among the values.
    ///
    /// - Parameters:
    ///   - values: What is rejected.
    ///   - message: May contain `%(values)s`.
    @export(interface) public static func noneOf(_ values: [FieldValue], message: String? = nil) -> Validator {
        listing(values, message ?? "Invalid value, can't be any of: %(values)s.") { !$0 }
    }

    private static func listing(
        _ values: [FieldValue], _ message: String, _ isValid: @escaping (_ isAmongValues: Bool) -> Bool
    ) -> Validator {
        Validator { (_, field) throws(ValidationError) in
            let items = if case .list(let items) = field.value { items } else { [field.value] }
            if isValid(items.contains { values.contains($0) }) { return }
            throw ValidationError(
                interpolated(message, [("values", joined(values.map { $0.text }, separator: ", "))]))
        }
    }
}
