/// One of the values that a menu or a group of radio buttons offers.
///
///     SelectField("country", "Country", choices: [Choice("us", "USA"), Choice("gb", "Britain"), "other"])
public struct Choice: ExpressibleByStringLiteral {
    /// What the field holds when this choice is picked, after ``Coercion``.
    public let value: FieldValue
    /// By default the value.
    public let label: String?
    /// Choices of one group that follow each other are shown together under its name.
    public let group: String?
    /// Attributes for the option's tag.
    public let attributes: HTMLAttributes

    /// A choice of a value; a string literal makes one without label and group.
    @export(interface) public init(
        _ value: FieldValue, _ label: String? = nil, group: String? = nil, attributes: HTMLAttributes = [:]
    ) {
        self.value = value
        self.label = label
        self.group = group
        self.attributes = attributes
    }

    public init(stringLiteral text: String) { self.init(.text(text)) }

    var shownLabel: String {
        guard let label, !label.isEmpty else { return value.text }
        return label
    }
}

/// A choice and whether the field's data picks it.
public struct ShownChoice {
    /// The choice as the field declares it.
    public let choice: Choice
    /// Whether the field's data is or contains this choice.
    public let isSelected: Bool
}

/// How a submitted text and the values of choices become data of one type, so that they can be compared (WTForms' `coerce`).
public struct Coercion {
    /// Nil if a value cannot be converted.
    let apply: (FieldValue) -> FieldValue?

    /// A conversion by a function that returns nil for what cannot be converted.
    public init(_ apply: @escaping (FieldValue) -> FieldValue?) { self.apply = apply }

    /// Python's `str`.
    public static var text: Coercion { Coercion { .text($0.text) } }

    /// Python's `int`.
    public static var integer: Coercion {
        Coercion { value in
            switch value {
            case .int: value
            case .text(let text): pythonInteger(text)
            case .bool(let bool): .int(bool ? 1 : 0)
            default: nil
            }
        }
    }
}
