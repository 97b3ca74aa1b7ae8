import Foundation
import Testing

@testable import CGIKit

/// The answers are those of Python's `re`.
@Suite struct RegularExpressionTests {
    private static func rows(_ list: String) -> [[String: Any]] {
        ((try? caseObject("regexp_vectors.json"))?[list] as? [[String: Any]]) ?? []
    }

    private func flags(_ letters: String) -> RegularExpression.Flags {
        letters.reduce(into: []) { flags, letter in
            switch letter {
            case "I": flags.insert(.ignoreCase)
            case "M": flags.insert(.multiline)
            case "S": flags.insert(.dotAll)
            case "X": flags.insert(.verbose)
            default: flags.insert(.ascii)
            }
        }
    }

    @Test func matchesAsPython() throws {
        let rows = Self.rows("cases")
        #expect(rows.count > 250)
        for row in rows {
            let pattern = row["pattern"] as! String
            let text = row["text"] as! String
            let expression = try RegularExpression(pattern, flags: flags(row["flags"] as! String))
            let comment = Comment(rawValue: "\(pattern.debugDescription) \(text.debugDescription)")
            #expect(expression.matches(text) == row["match"] as? Bool, comment)
            #expect(expression.matches(text, .search) == row["search"] as? Bool, comment)
            #expect(expression.matches(text, .fullMatch) == row["fullmatch"] as? Bool, comment)
        }
    }

    @Test func refusesWhatPythonRefuses() {
        let rows = Self.rows("errors")
        #expect(rows.count > 50)
        for row in rows {
            #expect(throws: PatternError.self, "\(row["pattern"]!)") {
                _ = try RegularExpression(row["pattern"] as! String)
            }
        }
    }

    @Test(arguments: [
        ("é\\q", "bad escape \\q", 2), ("(a", "missing ), unterminated subpattern", 2),
        ("a)", "unbalanced parenthesis", 1), ("[a", "unterminated character set", 2),
        ("(?<n>a)", "unknown extension ?<", 3), ("[a-\\d]", "bad character range", 5),
        ("a(?i)b", "global flags not at the start of the expression", 5), ("*a", "quantifier does not follow", nil),
    ])
    func namesThePlace(pattern: String, message: String, position: Int?) {
        #expect {
            try RegularExpression(pattern)
        } throws: { error in
            guard let error = error as? PatternError else { return false }
            return error.message.hasPrefix(message) && error.position == position && error.pattern == pattern
        }
    }

    /// Each of these would keep a page busy for hours, or fill the machine's memory.
    @Test(arguments: [
        ("^(a+)+$", String(repeating: "a", count: 60) + "!"),
        ("^(a|aa)+$", String(repeating: "a", count: 200) + "!"),
        ("^(\\w+\\s?)*$", String(repeating: "word ", count: 100) + "!"),
        ("^(a|b|ab)*c", String(repeating: "ab", count: 200_000)),
        ("(.*)(.*)(.*)(.*)(.*)x", String(repeating: "y", count: 5000)),
        ("(?:(?=(a+))a+)+b", String(repeating: "a", count: 100_000)),
    ])
    func neverRunsForLong(pattern: String, text: String) throws {
        let expression = try RegularExpression(pattern)
        let time = ContinuousClock().measure { #expect(!expression.matches(text, .search)) }
        #expect(time < .seconds(5))
    }

    @Test func longTextIsMatched() throws {
        let lines = String(repeating: "Zoë wrote a line\n", count: 30_000)
        #expect(try RegularExpression("(?:[^\\n]*\\n)*\\Z").matches(lines))
        #expect(try RegularExpression("^[\\w\\s]+$").matches(lines))
        #expect(try RegularExpression("(?s).*line").matches(lines))
    }
}
