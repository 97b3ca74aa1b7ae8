import CGIKit

public final class NoticesForm: Form {
    public let frequency = RadioField(
        "frequency", "When somebody answers you, send an email",
        choices: [
            Choice(
                .text(NoticeFrequency.each.name), "at once, and then not again before you have been back in that thread"
            ),
            Choice(.text(NoticeFrequency.daily.name), "once a day, about all threads together"),
            Choice(.text(NoticeFrequency.off.name), "never"),
        ])

    public override var fields: [Field] { [frequency] }
}
