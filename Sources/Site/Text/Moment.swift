import CGIKit

/// A point in time as templates show it: `<time datetime="{{ moment.iso }}">{{ moment }}</time>`.
public final class Moment: TemplateObject {
    private let date: HTTPDate

    /// - Parameter seconds: since 1970.
    public init(_ seconds: Int64) { date = HTTPDate(seconds: seconds) }

    public override var typeName: String { "Moment" }

    public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "iso": .string(date.timestamp)
        case "seconds": .int(Int(date.seconds))
        default: nil
        }
    }

    public override func rendered() throws(TemplateError) -> Value { .string(date.shortText) }
}
