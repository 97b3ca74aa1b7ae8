/// A line of text.
open class StringField: Field {
    open override var typeName: String { "StringField" }

    /// The text; nil if the field was not sent and has no default.
    public final var data: String? {
        get { value.isNone ? nil : value.text }
        set { value = newValue.map { .text($0) } ?? .none }
    }
}

/// A line of text that is hidden while it is typed, and never shown again.
open class PasswordField: StringField {
    open override var typeName: String { "PasswordField" }
    open override var defaultWidget: Widget { .password }
}

/// A line of text that browsers treat as an email address.
/// ``Validator/email(message:granularMessage:allowsSMTPUTF8:allowsEmptyLocal:isTestEnvironment:)`` checks it here.
open class EmailField: StringField {
    open override var typeName: String { "EmailField" }
    open override var defaultWidget: Widget { .email }
}

/// A line of text that browsers treat as a URL. ``Validator/url(requiresTLD:allowsIP:allowsUserInfo:schemes:message:)``
/// checks it here.
open class URLField: StringField {
    open override var typeName: String { "URLField" }
    open override var defaultWidget: Widget { .url }
}

/// A line of text for a telephone number; phones show their digits for it. Nothing checks it.
open class TelField: StringField {
    open override var typeName: String { "TelField" }
    open override var defaultWidget: Widget { .telephone }
}

/// A line of text to search for.
open class SearchField: StringField {
    open override var typeName: String { "SearchField" }
    open override var defaultWidget: Widget { .search }
}

/// A colour, which browsers send as `#rrggbb`. Nothing checks that they do.
open class ColorField: StringField {
    open override var typeName: String { "ColorField" }
    open override var defaultWidget: Widget { .color }
}

/// A value that the page carries without showing it. The user can still change it.
open class HiddenField: StringField {
    open override var typeName: String { "HiddenField" }
    open override var defaultWidget: Widget { .hidden }
}

/// Text of several lines.
open class TextAreaField: StringField {
    open override var typeName: String { "TextAreaField" }
    open override var defaultWidget: Widget { .textArea }
}
