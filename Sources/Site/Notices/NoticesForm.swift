import CGIKit

/// The form for which emails a user gets.
public final class NoticesForm: Form {
    /// How often there are emails about replies: the name of a ``NoticeFrequency``.
    public let frequency = RadioField(
        "frequency", "When somebody answers you, send an email",
        choices: [
            Choice(
                .text(NoticeFrequency.each.name), "at once, but only once until you have visited that thread again"
            ),
            Choice(.text(NoticeFrequency.daily.name), "once a day, about all threads together"),
            Choice(.text(NoticeFrequency.off.name), "never"),
        ])

    /// Whether there are emails about the moderation queue: `hourly` or `off`. Only staff sees it.
    public let moderation = RadioField(
        "moderation", "When something waits for staff or was reported, send an email",
        choices: [
            Choice(.text("hourly"), "about all of it together, at most once an hour"), Choice(.text("off"), "never"),
        ])

    public override var fields: [Field] { [frequency, moderation] }
}
