/// What validators say about a field to its tag: `required`, `maxlength="50"` (WTForms' `field.flags`).
public struct Flags {
    /// The flags that WTForms' validators and widgets set.
    public enum Name: UInt8, CaseIterable, Sendable {
        /// The attributes of HTML with these names, except `optional` (an empty field is accepted) and `hidden` (the
        /// field is not shown), which no tag has.
        case required, disabled, readonly, maxlength, minlength, pattern, min, max, step, accept, optional, hidden

        /// As the attribute is spelled in HTML.
        public var text: String {
            switch self {
            case .required: "required"
            case .disabled: "disabled"
            case .readonly: "readonly"
            case .maxlength: "maxlength"
            case .minlength: "minlength"
            case .pattern: "pattern"
            case .min: "min"
            case .max: "max"
            case .step: "step"
            case .accept: "accept"
            case .optional: "optional"
            case .hidden: "hidden"
            }
        }
    }

    /// A flag with its value: `true`, or a limit such as the number in `maxlength`.
    public typealias Item = (name: Name, value: FieldValue)

    /// Each name at most once.
    public private(set) var items: [Item] = []

    /// No flags.
    public init() {}

    /// A flag's value; nil if it is not set. Setting nil removes it.
    public subscript(name: Name) -> FieldValue? {
        get { items.first { $0.name == name }?.value }
        set {
            items.removeAll { $0.name == name }
            if let newValue { items.append((name, newValue)) }
        }
    }
}

/// The flags that one kind of tag shows as attributes.
struct ShownFlags: OptionSet {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ name: Flags.Name) { rawValue = 1 << UInt16(name.rawValue) }

    static var required: ShownFlags { ShownFlags(.required) }
    static var disabled: ShownFlags { ShownFlags(.disabled) }
    static var readonly: ShownFlags { ShownFlags(.readonly) }
    static var step: ShownFlags { ShownFlags(.step) }
    static var accept: ShownFlags { ShownFlags(.accept) }
    static var lengths: ShownFlags { [ShownFlags(.maxlength), ShownFlags(.minlength)] }
    static var pattern: ShownFlags { ShownFlags(.pattern) }
    static var bounds: ShownFlags { [ShownFlags(.min), ShownFlags(.max)] }
}

/// `field.flags` in a template: an absent flag is none.
final class FlagsObject: TemplateObject {
    private let flags: Flags

    init(_ flags: Flags) { self.flags = flags }

    override var typeName: String { "Flags" }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        flags.items.first { sameBytes($0.name.text, name) }?.value.templateValue ?? Value.none
    }
}
