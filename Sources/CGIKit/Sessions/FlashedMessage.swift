/// A flash message: one that a page leaves for the next.
public struct FlashedMessage: Equatable, Sendable {
    /// The message as it was given to `flash`.
    public enum Content: Equatable, Sendable {
        /// Plain text, which is escaped.
        case text(String)
        /// HTML, which is shown as it is.
        case markup(Markup)
    }

    /// Flask's `category`: `message` unless the page said otherwise.
    public let category: String
    /// The message.
    public let content: Content

    /// The message as HTML: text escaped, markup as it is.
    public var html: Markup {
        switch content {
        case .text(let text): return Markup(escaping: text)
        case .markup(let markup): return markup
        }
    }

    /// The message for a template, which escapes text and leaves markup.
    public var value: Value {
        switch content {
        case .text(let text): return .string(text)
        case .markup(let markup): return .markup(markup)
        }
    }

    /// Reads Flask's pair of category and message; nil if it is none.
    init?(_ pair: SessionValue) {
        guard let items = pair.items, items.count == 2, let category = items[0].string,
            let content = FlashedMessage.content(items[1])
        else { return nil }
        self.category = category
        self.content = content
    }

    private static func content(_ value: SessionValue) -> Content? {
        switch value {
        case .string(let text): return .text(text)
        case .markup(let markup): return .markup(markup)
        case .int(let number): return .text(String(number))
        case .bigInt(let digits): return .text(digits)
        case .double(let number): return .text(PythonFloat.text(of: number))
        case .bool(let value): return .text(value ? "True" : "False")
        case .null: return .text("None")
        default: return nil
        }
    }
}
