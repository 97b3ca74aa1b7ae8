import CGIKit

/// A point in time as templates see it: `<time datetime="{{ t.iso }}">{{ t.text }}</time>`.
public final class TimeView: TemplateObject {
    private let date: HTTPDate

    /// - Parameter seconds: since 1970.
    public init(_ seconds: Int64) { date = HTTPDate(seconds: seconds) }

    public override var typeName: String { "Time" }

    @export(interface) public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "seconds": .int(Int(date.seconds))
        // 2026-11-27T09:52:48Z
        case "iso": .string(date.timestamp)
        // 27 Nov 2026, 09:52 UTC
        case "text": .string(date.shortText)
        default: nil
        }
    }

    public override func rendered() throws(TemplateError) -> Value { .string(date.shortText) }
}
