import Testing

@testable import CGIKit

@Suite struct CalendarTests {
    /// What Python's `strptime` says.
    @Test(arguments: [
        ("%Y-%m-%d", "2024-02-29", "2024-02-29 00:00:00"), ("%Y-%m-%d", "2026-1-3", "2026-01-03 00:00:00"),
        ("%Y-%m-%d", "2026-02- 3", "2026-02-03 00:00:00"), ("%d.%m.%y", "31.12.68", "2068-12-31 00:00:00"),
        ("%d.%m.%y", "1.1.69", "1969-01-01 00:00:00"), ("%j %Y", "366 2024", "2024-12-31 00:00:00"),
        ("%Y-W%W-%w", "2026-W05-1", "2026-02-02 00:00:00"), ("%Y-W%W-%w", "2024-W00-1", "2024-01-01 00:00:00"),
        ("%Y %U %w", "2024 53 6", "2025-01-11 00:00:00"), ("%I:%M %p", "12:30 am", "1900-01-01 00:30:00"),
        ("%I:%M %p", "1:05 Pm", "1900-01-01 13:05:00"), ("%Y-%-m", "2026-3", "2026-03-01 00:00:00"),
        ("%Y-%m-%d", "2023-02-29", nil), ("%Y-%m-%d", "0000-01-01", nil), ("%Y-%m-%d", "2026-01-31 ", nil),
        ("%Y-%m-%d", "26-01-31", nil), ("%Y-%m-%d", "", nil), ("%H:%M:%S", "23:59:60", nil), ("%H:%M", "24:00", nil),
    ])
    func readsByFormats(format: String, text: String, expected: String?) {
        #expect(DateFormat(format).value(of: text)?.text == expected)
    }

    @Test(arguments: [
        ("%d.%m.%Y %H:%M:%S", "03.02.2026 13:05:09"), ("%-d/%-m/%y", "3/2/26"), ("%I %p", "01 PM"),
        ("%Y-W%W %U %w %j", "2026-W05 05 2 034"), ("100%% %Q", "100% %Q"),
    ])
    func showsByFormats(format: String, expected: String) throws {
        let value = LocalDateTime(
            date: try #require(LocalDate(year: 2026, month: 2, day: 3)),
            time: try #require(LocalTime(hour: 13, minute: 5, second: 9)))
        #expect(DateFormat(format).text(of: value) == expected)
    }

    @Test func countsDaysWithoutGaps() {
        for ordinal in [1, 58, 59, 60, 365, 366, 730_000, 739_650, 3_652_059] {
            #expect(LocalDate(ordinal: ordinal)?.ordinal == ordinal)
        }
        #expect(LocalDate(ordinal: 0) == nil)
        #expect(LocalDate(ordinal: 3_652_060) == nil)
    }

    private final class Booking: Form {
        let day = DateField(
            "day", nil,
            [.dateRange(min: LocalDate(year: 2026, month: 1, day: 1), max: LocalDate(year: 2026, month: 12, day: 31))])
        let month = MonthField("month", nil, [.dateRange(min: LocalDate(year: 2026, month: 3, day: 1))])
        let week = WeekField("week")

        override var fields: [Field] { [day, month, week] }
    }

    @Test func checksAndShowsBounds() throws {
        let form = Booking(FormData([("day", "2025-12-31"), ("month", "2026-02"), ("week", "2026-W05")]))
        #expect(!form.validate())
        #expect(
            form.errors.map { $0.messages } == [
                ["Date must be between 2026-01-01 00:00:00 and 2026-12-31 00:00:00."],
                ["Date must be at least 2026-03-01 00:00:00."],
            ])
        #expect(
            try form.day.tag()
                == #"<input id="day" max="2026-12-31" min="2026-01-01" name="day" type="date" value="2025-12-31">"#)
        #expect(
            try form.month.tag() == #"<input id="month" min="2026-03" name="month" type="month" value="2026-02">"#)
        #expect(form.week.data == LocalDate(year: 2026, month: 2, day: 2))
    }
}
