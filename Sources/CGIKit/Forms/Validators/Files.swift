extension Validator {
    /// A file must have been chosen; if not, the remaining validators are skipped.
    @export(interface) public static func fileRequired(message: String? = nil) -> Validator {
        Validator(flags: [(.required, true)]) { (_, field) throws(ValidationError) in
            if field.value.files.isEmpty { throw .stop(message ?? "This field is required.") }
        }
    }

    /// The files' names must end in one of these extensions, in upper or lower case; if not, the remaining validators
    /// are skipped. The content is not looked at.
    ///
    /// - Parameters:
    ///   - extensions: Without the dot, in lower case: `["jpg", "png"]`.
    ///   - message: Replaces the message that lists the extensions.
    @export(interface) public static func fileAllowed(_ extensions: [String], message: String? = nil) -> Validator {
        Validator { (_, field) throws(ValidationError) in
            for file in field.value.files {
                let name = file.filename.lowercased()
                if extensions.contains(where: { hasExtension(name, $0) }) { continue }
                throw .stop(
                    message
                        ?? "File does not have an approved extension: " + joined(extensions, separator: ", "))
            }
        }
    }

    /// Each file must have at least `min` and at most `max` bytes.
    @export(interface) public static func fileSize(max: Int, min: Int = 0, message: String? = nil) -> Validator {
        Validator { (_, field) throws(ValidationError) in
            for file in field.value.files where file.size < min || file.size > max {
                throw ValidationError(message ?? "File must be between \(min) and \(max) bytes.")
            }
        }
    }

    private static func hasExtension(_ name: String, _ suffix: String) -> Bool {
        let bytes = Array(("." + suffix).utf8)
        return name.utf8.suffix(bytes.count).elementsEqual(bytes)
    }
}
