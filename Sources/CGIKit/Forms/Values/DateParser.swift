extension DateFormat {
    /// Python's `datetime.strptime(text, format)`; parts that the format does not name are those of 1900-01-01 00:00:00.
    @export(interface) public func value(of text: String) -> LocalDateTime? {
        var parser = DateParser(pattern: pattern, text: Array(text.unicodeScalars))
        guard parser.matches(0, 0) else { return nil }
        return parser.found.value
    }

    /// Whether the format names the day of the week.
    var namesWeekday: Bool {
        pattern.indices.dropLast().contains { pattern[$0] == UInt8(ascii: "%") && pattern[$0 + 1] == UInt8(ascii: "w") }
    }
}

/// Matches text against a format, trying for each directive what Python's regular expressions try, in their order.
private struct DateParser {
    let pattern: [UInt8]
    let text: [Unicode.Scalar]
    var found = DateParts()

    mutating func matches(_ format: Int, _ position: Int) -> Bool {
        guard format < pattern.count else { return position == text.count }
        let byte = pattern[format]
        if byte == UInt8(ascii: "%"), format + 1 < pattern.count {
            // `%-d` is for output; it reads as `%d`.
            let skipped = pattern[format + 1] == UInt8(ascii: "-") && format + 2 < pattern.count ? 1 : 0
            return matchesDirective(pattern[format + 1 + skipped], format + 2 + skipped, position)
        }
        if isPythonSpace(Unicode.Scalar(byte)) { return matchesBlanks(format, position) }
        guard position < text.count, lowered(text[position].value) == lowered(UInt32(byte)) else { return false }
        return matches(format + 1, position + 1)
    }

    private mutating func matchesBlanks(_ format: Int, _ position: Int) -> Bool {
        let next = pattern[format...].firstIndex { !isPythonSpace(Unicode.Scalar($0)) } ?? pattern.count
        let end = text[position...].firstIndex { !isPythonSpace($0) } ?? text.count
        for length in stride(from: end - position, to: 0, by: -1) where matches(next, position + length) {
            return true
        }
        return false
    }

    private mutating func matchesDirective(_ directive: UInt8, _ next: Int, _ position: Int) -> Bool {
        switch Character(Unicode.Scalar(directive)) {
        case "Y": return matchesNumber([4], 0...9999, next, position) { $0.year = $1 }
        case "y": return matchesNumber([2], 0...99, next, position) { $0.year = $1 + ($1 <= 68 ? 2000 : 1900) }
        case "m": return matchesNumber([2, 1], 1...12, next, position) { $0.month = $1 }
        case "d":
            if matchesNumber([2, 1], 1...31, next, position, { $0.day = $1 }) { return true }
            guard position < text.count, text[position] == " " else { return false }
            return matchesNumber([1], 1...9, next, position + 1) { $0.day = $1 }
        case "j": return matchesNumber([3, 2, 1], 1...366, next, position) { $0.dayOfYear = $1 }
        case "H": return matchesNumber([2, 1], 0...23, next, position) { $0.hour = $1 }
        case "I": return matchesNumber([2, 1], 1...12, next, position) { $0.hourOfHalf = $1 }
        case "M": return matchesNumber([2, 1], 0...59, next, position) { $0.minute = $1 }
        case "S": return matchesNumber([2, 1], 0...61, next, position) { $0.second = $1 }
        case "U": return matchesNumber([2, 1], 0...53, next, position) { $0.weekFromSunday = $1 }
        case "W": return matchesNumber([2, 1], 0...53, next, position) { $0.weekFromMonday = $1 }
        case "w": return matchesNumber([1], 0...6, next, position) { $0.weekday = ($1 + 6) % 7 }
        case "p": return matchesHalf(next, position)
        case "%":
            return position < text.count && text[position] == "%" && matches(next, position + 1)
        default: return false
        }
    }

    private mutating func matchesNumber(
        _ widths: [Int], _ range: ClosedRange<Int>, _ next: Int, _ position: Int,
        _ store: (inout DateParts, Int) -> Void
    ) -> Bool {
        for width in widths {
            guard let number = number(position, width), range ~= number else { continue }
            store(&found, number)
            if matches(next, position + width) { return true }
        }
        return false
    }

    private func number(_ position: Int, _ width: Int) -> Int? {
        guard position + width <= text.count else { return nil }
        var number = 0
        for scalar in text[position..<(position + width)] {
            guard let byte = UInt8(exactly: scalar.value), isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private mutating func matchesHalf(_ next: Int, _ position: Int) -> Bool {
        guard position + 2 <= text.count, lowered(text[position + 1].value) == 0x6D else { return false }
        switch lowered(text[position].value) {
        case 0x61: found.isAfternoon = false
        case 0x70: found.isAfternoon = true
        default: return false
        }
        return matches(next, position + 2)
    }

    private func lowered(_ value: UInt32) -> UInt32 { 0x41...0x5A ~= value ? value + 0x20 : value }
}

/// What a format found, and the date and time that follow from it.
private struct DateParts {
    var year = 1900
    var month = 1
    var day = 1
    var dayOfYear: Int?
    var weekFromSunday: Int?
    var weekFromMonday: Int?
    /// 0 for Monday.
    var weekday: Int?
    var hour = 0
    var hourOfHalf: Int?
    var isAfternoon: Bool?
    var minute = 0
    var second = 0

    var value: LocalDateTime? {
        guard let date, let time = LocalTime(hour: hourOfDay, minute: minute, second: second) else { return nil }
        return LocalDateTime(date: date, time: time)
    }

    private var date: LocalDate? {
        guard let start = LocalDate(year: year, month: 1, day: 1)?.ordinal else { return nil }
        if let dayOfYear { return LocalDate(ordinal: start + dayOfYear - 1) }
        // A week counts only together with a weekday.
        if let weekday, let week = weekFromMonday {
            return day(weekday, ofWeek: week, firstDay: (start + 6) % 7, start)
        }
        if let weekday, let week = weekFromSunday {
            return day((weekday + 1) % 7, ofWeek: week, firstDay: start % 7, start)
        }
        return LocalDate(year: year, month: month, day: day)
    }

    /// A day of a week, both counted from where weeks start. Week 0 is the one that 1 January is in, even if that is week 1
    /// too, as in Python.
    private func day(_ day: Int, ofWeek week: Int, firstDay: Int, _ start: Int) -> LocalDate? {
        let daysBefore = week == 0 ? -firstDay : (7 - firstDay) % 7 + (week - 1) * 7
        return LocalDate(ordinal: start + daysBefore + day)
    }

    private var hourOfDay: Int {
        guard let hourOfHalf else { return hour }
        return hourOfHalf % 12 + (isAfternoon == true ? 12 : 0)
    }
}
