import CGIKit

/// A point in time as templates see it: `<time datetime="{{ t.iso }}">{{ t.text }}</time>`.
public final class TimeView: TemplateObject {
    private let date: HTTPDate

    /// - Parameter seconds: since 1970.
    public init(_ seconds: Int64) { date = HTTPDate(seconds: seconds) }

    public override var typeName: String { "Time" }

    public override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "seconds": .int(Int(date.seconds))
        // 2026-11-27T09:52:48Z
        case "iso": .string(date.timestamp)
        // 27 Nov 2026
        case "day": .string(TimeView.text(date.text.utf8.dropFirst(5).prefix(11)))
        // 27 Nov 2026, 09:52 UTC
        case "text": .string(text)
        default: nil
        }
    }

    public override func rendered() throws(TemplateError) -> Value { .string(text) }

    private var text: String {
        let text = date.text.utf8
        return "\(TimeView.text(text.dropFirst(5).prefix(11))), \(TimeView.text(text.dropFirst(17).prefix(5))) UTC"
    }

    private static func text(_ bytes: Substring.UTF8View) -> String {
        let digits = bytes.first == UInt8(ascii: "0") ? bytes.dropFirst() : bytes
        return String(decoding: bytes.count > 5 ? digits : bytes, as: UTF8.self)
    }
}
