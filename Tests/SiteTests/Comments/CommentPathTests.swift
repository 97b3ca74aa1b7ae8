import Testing

@testable import Site

@Suite struct CommentPathTests {
    @Test(
        arguments: [(1, "11"), (35, "1z"), (36, "210"), (5_000_000, "52z60w"), (.max, "d1y2p0ij32e8e7")]
            as [(Int64, String)])
    func idHasText(id: Int64, text: String) {
        #expect(CommentPath(id).text == text)
        #expect(CommentPath(text)?.text == text)
    }

    @Test func sortsAsThePageReads() {
        let first = CommentPath(9)
        let answer = CommentPath(40, under: first)
        let page = [
            first, answer, CommentPath(2000, under: answer), CommentPath(50_000, under: first), CommentPath(10),
            CommentPath(40_000),
        ]
        #expect(page.map { $0.text }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } == page.map { $0.text })
        #expect(page.map { $0.depth } == [0, 1, 2, 1, 0, 0])
    }

    @Test(arguments: [
        ("", "11"), ("11", "11"), ("1112", "1112"), ("111", "1112"), ("1111zz", "1112"), ("11121", "111213"),
        ("111213", "111213"), ("12", "111213"),
    ])
    func pageBeginsAsFarOutAsItReaches(place: String, text: String) throws {
        let path = try #require(CommentPath("111213"))
        #expect(path.outermost(from: place).text == text)
    }

    @Test func answersToTheLastLevelStandBesideIt() {
        let last = CommentPath(3, under: CommentPath(2, under: CommentPath(1)))
        let beside = CommentPath(4, under: last)
        #expect(beside.text == "111214")
        #expect(beside.depth == CommentPath.levels - 1)
    }

    @Test(arguments: [
        "", "1", "21", "0", "01", "1A", "1 ", "11'", "é", "11 OR 1=1", String(repeating: "11", count: 33),
    ])
    func otherTextIsNone(text: String) {
        #expect(CommentPath(text) == nil)
    }
}
