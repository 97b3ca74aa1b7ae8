/// The order of two numbers; a NaN has none.
enum NumericOrder {
    case smaller, same, greater, none

    init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .smaller : left > right ? .greater : left == right ? .same : .none
    }
}

extension FieldValue {
    /// How this number stands to another, whatever their types; `.none` if one is no number.
    func numericOrder(to other: FieldValue) -> NumericOrder {
        switch (number, other.number) {
        case (.int(let left), .int(let right)): NumericOrder(left, right)
        case (.none, _), (_, .none): .none
        case (.float(let left), let right): NumericOrder(left, right.approximation)
        case (let left, .float(let right)): NumericOrder(left.approximation, right)
        case (let left, let right): left.exact.order(to: right.exact)
        }
    }

    /// A date at midnight for comparisons with date-times, as WTForms' DateRange does it.
    func dateOrder(to other: FieldValue) -> NumericOrder {
        guard let left = asDateTime, let right = other.asDateTime else { return .none }
        return NumericOrder(left, right)
    }

    var asDateTime: LocalDateTime? {
        switch self {
        case .date(let date): LocalDateTime(date: date, time: .midnight)
        case .dateTime(let dateTime): dateTime
        default: nil
        }
    }

    var isNaN: Bool {
        switch self {
        case .float(let double): double.isNaN
        case .decimal(let decimal): decimal.isNaN
        default: false
        }
    }

    private enum Number {
        case none
        case int(Int)
        case float(Double)
        case decimal(DecimalNumber)

        var exact: DecimalNumber {
            switch self {
            case .int(let int): DecimalNumber(int)
            case .decimal(let decimal): decimal
            case .none, .float: .nan
            }
        }

        var approximation: Double {
            switch self {
            case .none: .nan
            case .int(let int): Double(int)
            case .float(let double): double
            case .decimal(let decimal): decimal.approximation
            }
        }
    }

    private var number: Number {
        switch self {
        case .bool(let bool): .int(bool ? 1 : 0)
        case .int(let int): .int(int)
        case .float(let double): .float(double)
        case .decimal(let decimal): .decimal(decimal)
        default: .none
        }
    }
}
