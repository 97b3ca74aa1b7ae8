extension Validator {
    /// There must be data that is not false: no empty or blank text, unticked box, or zero. Otherwise earlier errors are
    /// dropped and nothing else is checked.
    @export(interface) public static func dataRequired(message: String? = nil) -> Validator {
        Validator(flags: [(.required, true)]) { (_, field) throws(ValidationError) in
            let isBlankText = if case .text(let text) = field.value { isBlank(text) } else { false }
            guard !field.value.isTrue || isBlankText else { return }
            field.errors = []
            throw .stop(message ?? "This field is required.")
        }
    }

    /// Something must have been sent, be it blank or zero. Otherwise earlier errors are dropped and nothing else is checked.
    @export(interface) public static func inputRequired(message: String? = nil) -> Validator {
        Validator(flags: [(.required, true)]) { (_, field) throws(ValidationError) in
            if let first = field.rawData?.first, !first.isEmpty { return }
            field.errors = []
            throw .stop(message ?? "This field is required.")
        }
    }

    /// Nothing need be sent: then earlier errors are dropped and nothing else is checked.
    ///
    /// - Parameter stripWhitespace: Whether whitespace counts as nothing.
    @export(interface) public static func optional(stripWhitespace: Bool = true) -> Validator {
        Validator(flags: [(.optional, true)]) { (_, field) throws(ValidationError) in
            if let first = field.rawData?.first, stripWhitespace ? !isBlank(first) : !first.isEmpty { return }
            field.errors = []
            throw .stop()
        }
    }

    /// The data must be what the form began with.
    public static var readOnly: Validator {
        Validator(flags: [(.readonly, true)]) { (_, field) throws(ValidationError) in
            if field.value != field.objectData { throw ValidationError("This field cannot be edited.") }
        }
    }

    /// Nothing may be sent.
    public static var disabled: Validator {
        Validator(flags: [(.disabled, true)]) { (_, field) throws(ValidationError) in
            guard let rawData = field.rawData, !rawData.isEmpty else { return }
            throw ValidationError("This field is disabled and cannot have a value.")
        }
    }
}
