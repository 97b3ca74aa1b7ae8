import CGIKit
import Testing

@Suite struct JinjaCasesTests {
    @Test(arguments: JinjaCase.all)
    func rendersAsJinjaDoes(example: JinjaCase) {
        let outcome = example.run()
        let passes =
            outcome.expected.contains { $0.utf8.elementsEqual(outcome.actual.utf8) }
            && (outcome.errorLine == nil || JinjaCase.isSamePlace(outcome.errorLine, outcome.actualErrorLine))
        if JinjaCase.knownFailures.contains(example.name) {
            #expect(!passes, "passes now: take it off the list of known failures")
        } else {
            #expect(passes, "\(outcome)")
        }
    }
}

extension JinjaCase {
    /// Cases that do not pass yet.
    static var knownFailures: Set<String> {
        []
    }

    /// Whether two places are the same template and line.
    static func isSamePlace(_ expected: String?, _ actual: String?) -> Bool {
        expected?.split(separator: " ").first == actual?.split(separator: " ").first
    }
}
