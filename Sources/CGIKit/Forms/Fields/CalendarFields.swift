/// What fields for dates and times have in common: formats such as `%Y-%m-%d` read and show them.
open class CalendarField: Field {
    /// Formats to read, in the order they are tried; the first is the one shown.
    public final lazy var formats: [DateFormat] = defaultFormats

    /// The formats of a field whose declaration names none; kinds of field override it.
    open var defaultFormats: [DateFormat] { ["%Y-%m-%d %H:%M:%S"] }

    /// The message for input that no format reads.
    open var defaultInvalidMessage: String { "Not a valid datetime value." }

    /// The same field with other formats.
    @export(interface) public final func reading(_ formats: DateFormat...) -> Self {
        self.formats = formats
        return self
    }

    /// The part of what a format read that the field holds.
    open func value(from dateTime: LocalDateTime) -> FieldValue { .dateTime(dateTime) }

    /// Reads text by one format.
    open func parse(_ text: String, _ format: DateFormat) -> LocalDateTime? { format.value(of: text) }

    open override var displayedValue: Value {
        if let rawData, !rawData.isEmpty { return .string(joined(rawData, separator: " ")) }
        return .string(formatted(value) ?? (value.isTrue ? value.text : ""))
    }

    open override func attribute(for flag: FieldValue) -> Value {
        formatted(flag).map { .string($0) } ?? super.attribute(for: flag)
    }

    @export(interface) open override func processFormData(_ values: [String]) throws(ValidationError) {
        guard !values.isEmpty else { return }
        let text = joined(values, separator: " ")
        for format in formats {
            if let dateTime = parse(text, format) {
                value = value(from: dateTime)
                return
            }
        }
        value = .none
        throw ValidationError(invalidMessage ?? defaultInvalidMessage)
    }

    private func formatted(_ value: FieldValue) -> String? {
        let dateTime: LocalDateTime
        switch value {
        case .date(let date): dateTime = LocalDateTime(date: date, time: .midnight)
        case .time(let time): dateTime = LocalDateTime(date: LocalDate(year: 1900, month: 1, day: 1)!, time: time)
        case .dateTime(let given): dateTime = given
        default: return nil
        }
        return formats.first?.text(of: dateTime)
    }
}

/// A day and a time without a time zone, in an input of the old type `datetime`, which browsers show as text.
open class DateTimeField: CalendarField {
    open override var typeName: String { "DateTimeField" }
    open override var defaultWidget: Widget { .calendar("datetime") }

    /// The day and time; nil if none was entered or none could be read.
    public final var data: LocalDateTime? {
        get { if case .dateTime(let dateTime) = value { dateTime } else { nil } }
        set { value = newValue.map { .dateTime($0) } ?? .none }
    }
}

/// A day and a time without a time zone.
open class DateTimeLocalField: DateTimeField {
    open override var typeName: String { "DateTimeLocalField" }
    open override var defaultWidget: Widget { .calendar("datetime-local") }

    open override var defaultFormats: [DateFormat] {
        ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
    }
}

/// A day, such as `2026-01-31` (WTForms' `DateField`).
open class DateField: CalendarField {
    open override var typeName: String { "DateField" }
    open override var defaultWidget: Widget { .calendar("date") }
    open override var defaultFormats: [DateFormat] { ["%Y-%m-%d"] }
    open override var defaultInvalidMessage: String { "Not a valid date value." }
    open override func value(from dateTime: LocalDateTime) -> FieldValue { .date(dateTime.date) }

    /// The day; nil if none was entered or none could be read.
    public final var data: LocalDate? {
        get { if case .date(let date) = value { date } else { nil } }
        set { value = newValue.map { .date($0) } ?? .none }
    }
}

/// A month: its first day.
open class MonthField: DateField {
    open override var typeName: String { "MonthField" }
    open override var defaultWidget: Widget { .calendar("month") }
    open override var defaultFormats: [DateFormat] { ["%Y-%m"] }
}

/// A week: its Monday. Weeks are counted as by `%W`: week 1 has the year's first Monday.
open class WeekField: DateField {
    open override var typeName: String { "WeekField" }
    open override var defaultWidget: Widget { .calendar("week") }
    open override var defaultFormats: [DateFormat] { ["%Y-W%W"] }
    open override var defaultInvalidMessage: String { "Not a valid week value." }

    open override func parse(_ text: String, _ format: DateFormat) -> LocalDateTime? {
        format.namesWeekday ? format.value(of: text) : format.followed(by: "-%w").value(of: text + "-1")
    }
}

/// A time of day in hours and minutes, such as `09:05` (WTForms' `TimeField`).
open class TimeField: CalendarField {
    open override var typeName: String { "TimeField" }
    open override var defaultWidget: Widget { .calendar("time") }
    open override var defaultFormats: [DateFormat] { ["%H:%M"] }
    open override var defaultInvalidMessage: String { "Not a valid time value." }
    open override func value(from dateTime: LocalDateTime) -> FieldValue { .time(dateTime.time) }

    /// The time of day; nil if none was entered or none could be read.
    public final var data: LocalTime? {
        get { if case .time(let time) = value { time } else { nil } }
        set { value = newValue.map { .time($0) } ?? .none }
    }
}
