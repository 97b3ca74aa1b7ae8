extension Validator {
    /// The text must have a number of characters (Unicode code points), or a list a number of items; none has 0.
    /// Without both bounds, or with `min` above `max`, it traps.
    ///
    /// - Parameters:
    ///   - min: The least length.
    ///   - max: The greatest length.
    ///   - message: May contain `%(min)d`, `%(max)d` and `%(length)d`.
    @export(interface) public static func length(min: Int? = nil, max: Int? = nil, message: String? = nil) -> Validator
    {
        precondition(min != nil || max != nil, "a length needs a minimum or a maximum")
        precondition(max.map { (min ?? 0) <= $0 } ?? true, "the minimum is more than the maximum")
        return Validator(flags: bounds(.minlength, min.map { .int($0) }, .maxlength, max.map { .int($0) })) {
            (_, field) throws(ValidationError) in
            let length = field.value.length
            if length >= min ?? 0, length <= max ?? .max { return }
            let values: [(name: String, value: String)] = [
                ("min", String(min ?? -1)), ("max", String(max ?? -1)), ("length", String(length)),
            ]
            throw ValidationError(interpolated(message ?? lengthMessage(min, max), values))
        }
    }

    private static func lengthMessage(_ min: Int?, _ max: Int?) -> String {
        switch (min, max) {
        case (_, nil):
            min == 1
                ? "Field must be at least %(min)d character long." : "Field must be at least %(min)d characters long."
        case (nil, _):
            max == 1
                ? "Field cannot be longer than %(max)d character." : "Field cannot be longer than %(max)d characters."
        case (let min, let max) where min == max:
            max == 1
                ? "Field must be exactly %(max)d character long." : "Field must be exactly %(max)d characters long."
        default: "Field must be between %(min)d and %(max)d characters long."
        }
    }

    /// There must be a number, not NaN, from `min` to `max` inclusive.
    ///
    /// - Parameters:
    ///   - min: The least number; nil sets no bound.
    ///   - max: The greatest number; nil sets no bound.
    ///   - message: May contain `%(min)s` and `%(max)s`.
    @export(interface) public static func numberRange(
        min: FieldValue? = nil, max: FieldValue? = nil, message: String? = nil
    ) -> Validator {
        range("Number", min, max, message) { value, bound in value.numericOrder(to: bound) }
    }

    /// There must be a date or date-time from `min` to `max` inclusive; a date stands for its midnight.
    ///
    /// - Parameters:
    ///   - min: The first day; nil sets no bound.
    ///   - max: The last day; nil sets no bound.
    ///   - message: May contain `%(min)s` and `%(max)s`.
    @export(interface) public static func dateRange(
        min: LocalDate? = nil, max: LocalDate? = nil, message: String? = nil
    ) -> Validator {
        range("Date", min.map { .date($0) }, max.map { .date($0) }, message) { value, bound in
            value.dateOrder(to: bound)
        }
    }

    /// There must be a date or date-time within bounds that have a time of day, inclusive; a date stands for its midnight.
    @export(interface) public static func dateRange(
        min: LocalDateTime?, max: LocalDateTime? = nil, message: String? = nil
    ) -> Validator {
        range("Date", min.map { .dateTime($0) }, max.map { .dateTime($0) }, message) { value, bound in
            value.dateOrder(to: bound)
        }
    }

    private static func range(
        _ subject: StaticString, _ min: FieldValue?, _ max: FieldValue?, _ message: String?,
        _ order: @escaping (FieldValue, FieldValue) -> NumericOrder
    ) -> Validator {
        Validator(flags: bounds(.min, min, .max, max)) { (_, field) throws(ValidationError) in
            let value = field.value
            let isTooSmall = min.map { order(value, $0) == .smaller || order(value, $0) == .none } ?? false
            let isTooBig = max.map { order(value, $0) == .greater || order(value, $0) == .none } ?? false
            let isMissing = value.isNone || value.isNaN
            guard isMissing || isTooSmall || isTooBig else { return }
            let standard =
                switch (min, max) {
                case (_, nil): "\(subject) must be at least %(min)s."
                case (nil, _): "\(subject) must be at most %(max)s."
                default: "\(subject) must be between %(min)s and %(max)s."
                }
            throw ValidationError(
                interpolated(message ?? standard, [("min", boundText(min)), ("max", boundText(max))]))
        }
    }

    /// WTForms shows the bounds of dates as the date-times it compares.
    private static func boundText(_ bound: FieldValue?) -> String {
        guard let bound else { return "None" }
        return bound.asDateTime?.text ?? bound.text
    }

    private static func bounds(
        _ minName: Flags.Name, _ min: FieldValue?, _ maxName: Flags.Name, _ max: FieldValue?
    ) -> [Flags.Item] {
        var flags: [Flags.Item] = []
        if let min { flags.append((minName, min)) }
        if let max { flags.append((maxName, max)) }
        return flags
    }
}

extension FieldValue {
    fileprivate var length: Int {
        switch self {
        case .text(let text): text.unicodeScalars.count
        case .list(let items): items.count
        case .dict(let entries): entries.count
        default: 0
        }
    }
}
