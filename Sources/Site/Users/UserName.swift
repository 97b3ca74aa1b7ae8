import CGIKit

/// What a name may be: others see it, and it is part of an address.
enum UserName {
    static var validators: [Validator] {
        [
            .dataRequired(message: "Enter a name."),
            .length(max: 50, message: "The name cannot be longer than %(max)d characters."), .custom(isShowable),
            .custom(isFree),
        ]
    }

    private static func isShowable(_ form: Form, _ field: Field) throws(ValidationError) {
        var isDotted = true
        for scalar in field.value.text.unicodeScalars {
            if scalar != "." { isDotted = false }
            switch scalar.properties.generalCategory {
            // Format characters turn a name around or make two look the same.
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                throw ValidationError("A name cannot have invisible characters in it.")
            default: break
            }
            if scalar == "/" || scalar == "\\" { throw ValidationError("A name cannot have a slash in it.") }
        }
        if !WrittenText.hasVisible(field.value.text) { throw ValidationError("A name needs something to be seen.") }
        if isDotted { throw ValidationError("A name cannot be all dots.") }
    }

    /// Names that are, or may become, pages below `/users/`.
    private static func isFree(_ form: Form, _ field: Field) throws(ValidationError) {
        let reserved = [
            "me", "login", "logout", "register", "password", "oauth", "admin", "new", "edit", "search", "feed",
        ]
        if reserved.contains(UserKeys.key(field.value.text)) { throw ValidationError("This name is taken.") }
    }
}
