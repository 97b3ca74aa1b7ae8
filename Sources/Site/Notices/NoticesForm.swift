import CGIKit

/// The form for which emails a user gets.
public final class NoticesForm: Form {
    /// How often there are emails about replies: the name of a ``NoticeFrequency``.
    public let frequency = RadioField(
        "frequency", "Email me when somebody replies to me",
        choices: [
            Choice(
                .text(NoticeFrequency.each.name), "immediately, but only once until I have visited the discussion again"
            ),
            Choice(.text(NoticeFrequency.daily.name), "once a day, in one email"),
            Choice(.text(NoticeFrequency.off.name), "never"),
        ])

    /// Whether there are emails about the moderation queue: `hourly` or `off`. Only staff sees it.
    public let moderation = RadioField(
        "moderation", "Email me when something is pending or has been reported",
        choices: [
            Choice(.text("hourly"), "at most once an hour, in one email"), Choice(.text("off"), "never"),
        ])

    public override var fields: [Field] { [frequency, moderation] }
}
