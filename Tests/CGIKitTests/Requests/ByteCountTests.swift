import Testing

@testable import CGIKit

@Suite struct ByteCountTests {
    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KB"), (500_000, "488 KB"),
        (1_048_575, "1023 KB"), (1 << 20, "1 MB"), (1_572_864, "1.5 MB"), (2_097_151, "1.9 MB"), (16 << 20, "16 MB"),
        (.max, "8796093022207.9 MB"),
    ])
    func isWhatPeopleRead(count: Int, words: String) { #expect(ByteCount.words(count) == words) }
}
