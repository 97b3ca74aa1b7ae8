/// A day in the Gregorian calendar, years 1 to 9999: Python's `datetime.date`.
public struct LocalDate: Comparable, Sendable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31, as far as the month has them.
    public let day: Int

    /// Nil if there is no such day.
    @export(interface) public init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, 1...LocalDate.days(inMonth: month, of: year) ~= day else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day with a number as ``ordinal`` counts them; nil outside of the years 1 to 9999.
    init?(ordinal: Int) {
        guard 1...3_652_059 ~= ordinal else { return nil }
        var year = ordinal / 366 + 1
        while LocalDate.daysBefore(year: year + 1) < ordinal { year += 1 }
        var day = ordinal - LocalDate.daysBefore(year: year)
        var month = 1
        while day > LocalDate.days(inMonth: month, of: year) {
            day -= LocalDate.days(inMonth: month, of: year)
            month += 1
        }
        self.init(year: year, month: month, day: day)
    }

    /// Days since 0000-12-31, Python's `date.toordinal()`.
    var ordinal: Int { LocalDate.daysBefore(year: year) + dayOfYear }

    /// 1 for 1 January.
    var dayOfYear: Int {
        (1..<month).reduce(day) { $0 + LocalDate.days(inMonth: $1, of: year) }
    }

    /// 0 for Monday.
    var weekday: Int { (ordinal + 6) % 7 }

    /// `2026-01-31`.
    public var text: String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }

    public static func < (left: LocalDate, right: LocalDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func daysBefore(year: Int) -> Int {
        let past = year - 1
        return past * 365 + past / 4 - past / 100 + past / 400
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A time of day to the second: Python's `datetime.time`.
public struct LocalTime: Comparable, Sendable {
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int

    /// Nil if there is no such time; there are no leap seconds.
    @export(interface) public init?(hour: Int, minute: Int, second: Int = 0) {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second else { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// `00:00:00`.
    public static var midnight: LocalTime { LocalTime(hour: 0, minute: 0)! }

    /// `09:05:00`.
    public var text: String { padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.hour, left.minute, left.second) < (right.hour, right.minute, right.second)
    }
}

/// A day and a time without a time zone: Python's naive `datetime.datetime`.
public struct LocalDateTime: Comparable, Sendable {
    /// The day.
    public let date: LocalDate
    /// The time of that day.
    public let time: LocalTime

    /// Joins a day and a time (Python's `datetime.combine`).
    @export(interface) public init(date: LocalDate, time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// `2026-01-31 09:05:00`.
    public var text: String { date.text + " " + time.text }

    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.date == right.date ? left.time < right.time : left.date < right.date
    }
}

/// A number of at least `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
