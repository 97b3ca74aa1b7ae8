/// A point in time in whole seconds, as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 01 Feb 2026 00:00:00 GMT`; also
/// as HTML and Atom write it.
public struct HTTPDate: Equatable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, within the years 1 to 9999.
    public let seconds: Int64

    private static var earliest: Int64 { -62_135_596_800 }
    private static var latest: Int64 { 253_402_300_799 }

    /// The nearest point in time that can be written.
    @export(interface) public init(seconds: Int64) {
        self.seconds = min(max(seconds, HTTPDate.earliest), HTTPDate.latest)
    }

    /// `Sun, 01 Feb 2026 00:00:00 GMT`.
    public var text: String {
        let moment = Moment(seconds)
        return DateText.string { text in
            text.append("SunMonTueWedThuFriSat", nameAt: moment.weekday)
            text.append(", ")
            text.append(moment.day, digits: 2)
            text.append(" ")
            text.append(month: moment)
            text.append(" ")
            text.append(moment.year, digits: 4)
            text.append(" ")
            text.append(timeOf: moment)
            text.append(" GMT")
        }
    }

    /// `2026-02-01T00:00:00Z` (RFC 3339).
    public var timestamp: String {
        let moment = Moment(seconds)
        return DateText.string { text in
            text.append(moment.year, digits: 4)
            text.append("-")
            text.append(moment.month, digits: 2)
            text.append("-")
            text.append(moment.day, digits: 2)
            text.append("T")
            text.append(timeOf: moment)
            text.append("Z")
        }
    }

    /// For readers: `1 Feb 2026, 14:05 UTC`.
    public var shortText: String {
        let moment = Moment(seconds)
        return DateText.string { text in
            text.append(moment.day, digits: moment.day < 10 ? 1 : 2)
            text.append(" ")
            text.append(month: moment)
            text.append(" ")
            text.append(moment.year, digits: moment.year > 999 ? 4 : String(moment.year).utf8.count)
            text.append(", ")
            text.append(moment.time / 3600, digits: 2)
            text.append(":")
            text.append(moment.time / 60 % 60, digits: 2)
            text.append(" UTC")
        }
    }

    private static var months: [String] {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    }

}

extension HTTPDate {
    /// Reads the three forms that HTTP has had: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`. Two-digit years are those from 1969 to 2068. The day of the week is not checked.
    @export(interface) public init?(_ text: String) {
        let words = text.utf8.split { " ,-:".utf8.contains($0) }.map { Array($0) }
        let fields: (day: [UInt8], month: [UInt8], year: [UInt8], time: ArraySlice<[UInt8]>)
        if words.count == 8, words[7] == Array("GMT".utf8) {
            fields = (words[1], words[2], words[3], words[4...6])
        } else if words.count == 7 {
            fields = (words[2], words[1], words[6], words[3...5])
        } else {
            return nil
        }
        guard let day = HTTPDate.number(fields.day), let year = HTTPDate.year(fields.year),
            let month = HTTPDate.months.firstIndex(where: { $0.utf8.elementsEqual(fields.month) }).map({ Int64($0 + 1) }
            ),
            (1...HTTPDate.length(ofMonth: month, in: year)).contains(day)
        else { return nil }
        let clock = fields.time.compactMap { HTTPDate.number($0) }
        guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] < 61 else { return nil }
        let days = HTTPDate.days(year: year, month: month, day: day)
        self.init(seconds: days * 86400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    private static func number(_ digits: [UInt8]) -> Int64? {
        guard digits.count <= 4, digits.allSatisfy({ ("0"..."9").contains(Unicode.Scalar($0)) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private static func year(_ digits: [UInt8]) -> Int64? {
        guard let number = number(digits) else { return nil }
        switch digits.count {
        case 4: return number == 0 ? nil : number
        case 2: return number + (number < 69 ? 2000 : 1900)
        default: return nil
        }
    }

    private static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
        let next = month == 12 ? days(year: year + 1, month: 1, day: 1) : days(year: year, month: month + 1, day: 1)
        return next - days(year: year, month: month, day: 1)
    }

    // The calendar arithmetic counts years from March, so that the leap day comes last, in eras of 400 years
    // (146,097 days); day 0 is 1970-01-01, which is 719,468 days after 0000-03-01.

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let (era, yearOfEra) = marchYear.quotientAndRemainder(flooringBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    fileprivate static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension Int64 {
    /// Division that rounds down, with a remainder that is never negative (Python's `divmod`).
    fileprivate func quotientAndRemainder(flooringBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// A point in time by the calendar.
private struct Moment {
    let year: Int64
    let month: Int64
    let day: Int64
    /// 0 is Sunday.
    let weekday: Int
    /// Seconds since midnight.
    let time: Int64

    init(_ seconds: Int64) {
        let (days, time) = seconds.quotientAndRemainder(flooringBy: 86400)
        (year, month, day) = HTTPDate.civilDate(days: days)
        weekday = Int((days + 4).quotientAndRemainder(flooringBy: 7).remainder)
        self.time = time
    }
}

/// A date as it is written byte by byte: a page of a list has many.
private struct DateText {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// What is written, up to 32 bytes.
    static func string(_ write: (inout DateText) -> Void) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            var text = DateText(buffer)
            write(&text)
            return text.count
        }
    }

    private init(_ bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func append(_ text: UnsafePointer<UInt8>, _ length: Int) {
        for index in 0..<length { bytes[count + index] = text[index] }
        count += length
    }

    mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

    /// One of several names of three letters.
    mutating func append(_ names: StaticString, nameAt index: Int) {
        append(names.utf8Start + index * 3, 3)
    }

    mutating func append(month moment: Moment) {
        append("JanFebMarAprMayJunJulAugSepOctNovDec", nameAt: Int(moment.month) - 1)
    }

    /// `09:05:07`.
    mutating func append(timeOf moment: Moment) {
        append(moment.time / 3600, digits: 2)
        append(":")
        append(moment.time / 60 % 60, digits: 2)
        append(":")
        append(moment.time % 60, digits: 2)
    }

    mutating func append(_ value: Int64, digits: Int) {
        var rest = UInt32(value)
        var index = count + digits
        while index > count {
            index -= 1
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }
}
