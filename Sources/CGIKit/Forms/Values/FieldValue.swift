/// What a field holds after input has been converted: the counterpart of the Python object in WTForms' `field.data`.
public indirect enum FieldValue {
    /// Python's `None`: the field was not sent and has no default, or its input could not be converted.
    case none
    /// Python's `str`.
    case text(String)
    /// Python's `bool`.
    case bool(Bool)
    /// Python's `int`, as far as it fits into 64 bits.
    case int(Int)
    /// Python's `float`.
    case float(Double)
    /// A decimal number, or an integer too big for `int`.
    case decimal(DecimalNumber)
    /// Python's `datetime.date`.
    case date(LocalDate)
    /// Python's `datetime.time`.
    case time(LocalTime)
    /// Python's naive `datetime.datetime`.
    case dateTime(LocalDateTime)
    /// Python's `list`: of a multiple choice, or of the entries of a ``FieldList``.
    case list([FieldValue])
    /// Python's `dict` with names as keys: the data of a form, in the order of its fields.
    case dict([(name: String, value: FieldValue)])
    /// Werkzeug's `FileStorage`.
    case file(UploadedFile)

    /// Python's `bool(value)`.
    public var isTrue: Bool {
        switch self {
        case .none: false
        case .text(let text): !text.isEmpty
        case .bool(let bool): bool
        case .int(let int): int != 0
        case .float(let double): double != 0
        case .decimal(let decimal): !decimal.isZero
        case .date, .time, .dateTime: true
        case .list(let items): !items.isEmpty
        case .dict(let entries): !entries.isEmpty
        case .file(let file): !file.filename.isEmpty
        }
    }

    /// Whether it is ``none``.
    public var isNone: Bool {
        if case .none = self { true } else { false }
    }

    /// Python's `str(value)`.
    public var text: String {
        @export(interface) get {
            switch self {
            case .none: "None"
            case .text(let text): text
            case .bool(let bool): bool ? "True" : "False"
            case .int(let int): String(int)
            case .float(let double): PythonFloat.text(of: double)
            case .decimal(let decimal): decimal.text
            case .date(let date): date.text
            case .time(let time): time.text
            case .dateTime(let dateTime): dateTime.text
            case .list(let items): joined(items.map { $0.text }, separator: ", ")
            case .dict(let entries): joined(entries.map { $0.name }, separator: ", ")
            case .file(let file): file.filename
            }
        }
    }

    /// What templates see.
    public var templateValue: Value {
        switch self {
        case .none: .none
        case .text(let text): .string(text)
        case .bool(let bool): .bool(bool)
        case .int(let int): .int(int)
        case .float(let double): .double(double)
        case .decimal, .date, .time, .dateTime: .string(text)
        case .list(let items): .list(List(items.map { $0.templateValue }))
        case .dict(let entries): .dict(Dict(entries.map { (key: .string($0.name), value: $0.value.templateValue) }))
        case .file(let file): .object(file)
        }
    }
}

extension FieldValue: Equatable {
    /// Python's `==`: numbers of different types compare by value, text by code points.
    @export(interface) public static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.text(let left), .text(let right)): sameBytes(left, right)
        case (.date(let left), .date(let right)): left == right
        case (.time(let left), .time(let right)): left == right
        case (.dateTime(let left), .dateTime(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.dict(let left), .dict(let right)):
            left.count == right.count
                && left.allSatisfy { entry in
                    right.contains { sameBytes($0.name, entry.name) && $0.value == entry.value }
                }
        case (.file(let left), .file(let right)): left === right
        default: left.numericOrder(to: right) == .same
        }
    }
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    public init(stringLiteral text: String) { self = .text(text) }
    public init(integerLiteral int: Int) { self = .int(int) }
    public init(floatLiteral double: Double) { self = .float(double) }
    public init(booleanLiteral bool: Bool) { self = .bool(bool) }
    public init(arrayLiteral items: FieldValue...) { self = .list(items) }
}

func joined(_ parts: [String], separator: String) -> String {
    var text = ""
    for (index, part) in parts.enumerated() {
        if index > 0 { text += separator }
        text += part
    }
    return text
}
