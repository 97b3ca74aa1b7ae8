/// A whole number, as Python's `int()` reads it.
open class IntegerField: Field {
    open override var typeName: String { "IntegerField" }
    open override var defaultWidget: Widget { .number() }

    /// The number; nil if there is none or if it is beyond `Int` (``Validator/numberRange(min:max:message:)`` keeps such
    /// numbers out).
    public final var data: Int? {
        get { if case .int(let int) = value { int } else { nil } }
        set { value = newValue.map { .int($0) } ?? .none }
    }

    open override var displayedValue: Value { displayedInput ?? super.displayedValue }

    @export(interface) open override func processData(_ data: FieldValue) throws(ValidationError) {
        switch data {
        case .none, .int: value = data
        case .bool(let bool): value = .int(bool ? 1 : 0)
        case .text(let text): try convert(text)
        default:
            value = .none
            throw failure
        }
    }

    open override func processFormData(_ values: [String]) throws(ValidationError) {
        if let first = values.first { try convert(first) }
    }

    private func convert(_ text: String) throws(ValidationError) {
        value = pythonInteger(text) ?? .none
        if value.isNone { throw failure }
    }

    private var failure: ValidationError { ValidationError(invalidMessage ?? "Not a valid integer value.") }
}

/// A whole number, chosen with a slider (WTForms' `IntegerRangeField`).
open class IntegerRangeField: IntegerField {
    open override var typeName: String { "IntegerRangeField" }
    open override var defaultWidget: Widget { .range() }
}

/// A binary floating point number, as Python's `float()` reads it: `nan` and `inf` too.
open class FloatField: Field {
    open override var typeName: String { "FloatField" }
    open override var defaultWidget: Widget { .number(step: "any") }

    /// The number; nil if there is none.
    public final var data: Double? {
        get {
            switch value {
            case .float(let double): double
            case .int(let int): Double(int)
            default: nil
            }
        }
        set { value = newValue.map { .float($0) } ?? .none }
    }

    open override var displayedValue: Value { displayedInput ?? super.displayedValue }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        guard let first = values.first else { return }
        value = pythonFloat(first).map { .float($0) } ?? .none
        if value.isNone { throw ValidationError(invalidMessage ?? "Not a valid float value.") }
    }
}

/// A decimal number that keeps every digit: for money.
open class DecimalField: Field {
    /// Decimal places shown, rounding half to even; with nil all there are.
    public final var places: Int? = 2

    open override var typeName: String { "DecimalField" }
    open override var defaultWidget: Widget { .number(step: "any") }

    /// The number; nil if there is none. A default that is a `float` is not a decimal, so this is nil then.
    public final var data: DecimalNumber? {
        get {
            switch value {
            case .decimal(let decimal): decimal
            case .int(let int): DecimalNumber(int)
            default: nil
            }
        }
        set { value = newValue.map { .decimal($0) } ?? .none }
    }

    /// The same field showing another number of decimal places.
    @export(interface) public final func showing(places: Int?) -> Self {
        self.places = places
        return self
    }

    open override var displayedValue: Value {
        if let input = displayedInput { return input }
        guard let places else { return super.displayedValue }
        return switch value {
        case .decimal(let decimal): .string(decimal.rounded(places: places).text)
        case .int(let int): .string(fixedText(of: Double(int), places: places))
        case .float(let double): .string(fixedText(of: double, places: places))
        default: super.displayedValue
        }
    }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        guard let first = values.first else { return }
        value = DecimalNumber(first).map { .decimal($0) } ?? .none
        if value.isNone { throw ValidationError(invalidMessage ?? "Not a valid decimal value.") }
    }
}

/// A decimal number, chosen with a slider (WTForms' `DecimalRangeField`).
open class DecimalRangeField: DecimalField {
    open override var typeName: String { "DecimalRangeField" }
    open override var defaultWidget: Widget { .range(step: "any") }
}

extension Field {
    /// What was typed, right or wrong, so that it can be corrected.
    final var displayedInput: Value? { rawData?.first.map { .string($0) } }
}
