import Foundation
import Testing

@testable import CGIKit

@Suite struct HTTPDateTests {
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
        ] as [(Int64, String)])
    func writesAndReads(seconds: Int64, text: String) {
        #expect(HTTPDate(seconds: seconds).text == text)
        #expect(HTTPDate(text)?.seconds == seconds)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z", "1 Jan 1970, 00:00 UTC"),
            (784_111_777, "1994-11-06T08:49:37Z", "6 Nov 1994, 08:49 UTC"),
            (253_402_300_800, "9999-12-31T23:59:59Z", "31 Dec 9999, 23:59 UTC"),
            (.min, "0001-01-01T00:00:00Z", "1 Jan 1, 00:00 UTC"),
        ] as [(Int64, String, String)])
    func isWrittenForFeedsAndPeople(seconds: Int64, timestamp: String, text: String) {
        #expect(HTTPDate(seconds: seconds).timestamp == timestamp)
        #expect(HTTPDate(seconds: seconds).shortText == text)
    }

    @Test func agreesWithFoundation() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for seconds in stride(from: Int64(-10_000_000_000), to: 30_000_000_000, by: 39_916_801) {
            let text = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            #expect(HTTPDate(seconds: seconds).text == text)
            #expect(HTTPDate(text)?.seconds == seconds)
        }
    }

    @Test func readsTheObsoleteForms() {
        #expect(HTTPDate("Sunday, 06-Nov-94 08:49:37 GMT")?.seconds == 784_111_777)
        #expect(HTTPDate("Sun Nov  6 08:49:37 1994")?.seconds == 784_111_777)
        #expect(HTTPDate("Saturday, 01-Jan-28 00:00:00 GMT")?.text == "Sat, 01 Jan 2028 00:00:00 GMT")
    }

    @Test(arguments: [
        "", "nonsense", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 29 Feb 1900 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Xyz 1994 08:49:37 GMT", "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:+9:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, 0６ Nov 1994 08:49:37 GMT",
    ])
    func refusesWhatIsNoDate(text: String) {
        #expect(HTTPDate(text) == nil)
    }
}
