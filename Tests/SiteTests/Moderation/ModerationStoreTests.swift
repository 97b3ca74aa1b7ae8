import CGIKit
import Testing

@testable import Site

@Suite struct ModerationStoreTests {
    /// Somebody else may have closed it since the form was opened.
    @Test func whatAClosedAccountHasWrittenStaysHidden() throws {
        let pages = try PagesSite()
        let author = try pages.publish(["A post"])
        let database = try pages.site.open()
        let moderation = ModerationStore(database)
        func act(_ act: Act, withTexts: Bool = false) throws -> Moderated {
            try moderation.perform(
                act, on: .user(author.id), withTexts: withTexts, seen: "", by: author, reason: "Spam", first: 1,
                now: PagesSite.now)
        }
        #expect(try act(.ban, withTexts: true) == .done)
        #expect(try act(.unhide) == .before)
        #expect(try PostStore(database).stored(1)?.status == .hidden)
        #expect(try act(.unban) == .done)
        #expect(try act(.unhide) == .done)
        #expect(try PostStore(database).stored(1)?.status == .published)
    }
}
