import Foundation

@testable import CGIKit

/// A form made from a test vector's description: the field `f`, and for EqualTo another field `g`.
final class VectorForm: Form {
    let field: Field
    private let other = StringField("g", "Other")

    override var fields: [Field] { [field, other] }

    init(_ vector: [String: Any]) {
        field = Self.field(vector)
        let data = vector["data"].map { FormDefaults([("f", FieldValue(json: $0))]) } ?? [:]
        super.init(Self.formData(vector), defaults: data)
    }

    static func formData(_ vector: [String: Any]) -> FormData? {
        guard let sent = vector["formdata"] as? [String: [String]] else { return nil }
        return FormData(sent.keys.sorted().flatMap { name in sent[name]!.map { (name: name, value: $0) } })
    }

    static func field(_ vector: [String: Any], name: String = "f") -> Field {
        let arguments = (vector["args"] ?? vector["field_args"]) as? [String: Any] ?? [:]
        let label = arguments["label"] is NSNull ? nil : (arguments["label"] ?? vector["label"]) as? String
        let validators = (vector["validators"] as? [[String: Any]] ?? []).map { Validator(vector: $0) }
        let description = arguments["description"] as? String ?? ""
        let id = arguments["id"] as? String
        let start = arguments["default"].map { FieldValue(json: $0) } ?? .none
        let keywords = HTMLAttributes(vector: arguments["render_kw"])

        func make<Made: Field>(_ type: (String, String?, [Validator]) -> Made) -> Field {
            type(name, label, validators)
        }
        func plain(_ make: FieldMaker) -> Field {
            make(name, label, validators, [], description, id, start, keywords, nil, nil)
        }
        func choosing(
            _ make: (String, String?, [Validator], [Choice], Coercion, Bool, FieldValue) -> Field
        ) -> Field {
            make(
                name, label, validators, choices(arguments["choices"]!),
                arguments["coerce"] as? String == "int" ? .integer : .text,
                arguments["validate_choice"] as? Bool ?? true, start)
        }
        switch vector["field"] as! String {
        case "StringField": return plain(StringField.init)
        case "PasswordField": return plain(PasswordField.init)
        case "EmailField": return plain(EmailField.init)
        case "URLField": return plain(URLField.init)
        case "TelField": return plain(TelField.init)
        case "SearchField": return plain(SearchField.init)
        case "ColorField": return plain(ColorField.init)
        case "HiddenField": return plain(HiddenField.init)
        case "TextAreaField": return plain(TextAreaField.init)
        case "BooleanField": return plain(BooleanField.init)
        case "SubmitField": return plain(SubmitField.init)
        case "IntegerField": return plain(IntegerField.init)
        case "IntegerRangeField": return plain(IntegerRangeField.init)
        case "FloatField": return plain(FloatField.init)
        case "DecimalField":
            let field = DecimalField(name, label, validators)
            return arguments["places"].map { field.showing(places: $0 as? Int) } ?? field
        case "DateField": return plain(DateField.init)
        case "TimeField": return plain(TimeField.init)
        case "MonthField": return plain(MonthField.init)
        case "WeekField": return plain(WeekField.init)
        case "DateTimeField": return plain(DateTimeField.init)
        case "DateTimeLocalField": return plain(DateTimeLocalField.init)
        case "ButtonField": return plain(ButtonField.init)
        case "DecimalRangeField": return plain(DecimalRangeField.init)
        case "FileField": return plain(FileField.init)
        case "MultipleFileField": return plain(MultipleFileField.init)
        case "SelectField":
            return choosing {
                SelectField($0, $1, $2, choices: $3, coercion: $4, validatesChoice: $5, default: $6)
            }
        case "RadioField":
            return choosing { RadioField($0, $1, $2, choices: $3, coercion: $4, validatesChoice: $5, default: $6) }
        case "SelectMultipleField":
            return choosing {
                SelectMultipleField($0, $1, $2, choices: $3, coercion: $4, validatesChoice: $5, default: $6)
            }
        case "FieldList":
            let inner = arguments["inner"] as! [String: Any]
            return FieldList(name, label, validators, minEntries: arguments["min_entries"] as? Int ?? 0) {
                Self.field(inner, name: $0)
            }
        case "CSRFTokenField":
            let token = vector["data"] as? String ?? ""
            return CSRFTokenField(CSRFTokenSource(fieldName: name, token: { token }, check: { _ in nil }))
        case let other: fatalError("no field for \(other)")
        }
    }

    private typealias FieldMaker = (
        String, String?, [Validator], [Filter], String, String?, FieldValue, HTMLAttributes, Widget?, String?
    ) -> Field

    private static func choices(_ json: Any) -> [Choice] {
        func choice(_ json: Any, group: String?) -> Choice {
            guard let parts = json as? [Any] else { return Choice(FieldValue(json: json), group: group) }
            return Choice(
                FieldValue(json: parts[0]), parts[1] as? String, group: group,
                attributes: HTMLAttributes(vector: parts.count > 2 ? parts[2] : nil))
        }
        if let groups = json as? [String: [Any]] {
            // A JSON object keeps no order here; the vector's groups are in descending order.
            return groups.keys.sorted(by: >).flatMap { group in groups[group]!.map { choice($0, group: group) } }
        }
        return (json as! [Any]).map { choice($0, group: nil) }
    }
}

extension HTMLAttributes {
    init(vector: Any?) {
        self.init(
            (vector as? [String: Any] ?? [:]).map { (name: $0.key, value: FieldValue(json: $0.value).templateValue) })
    }
}

extension FieldValue {
    /// Data of a vector: JSON, and `{"$date": "2026-01-31"}` and the like for what JSON has not.
    init(json: Any) {
        switch json {
        case is NSNull: self = .none
        case let text as String: self = .text(text)
        case let number as NSNumber:
            if number.objCType.pointee == 0x63 {
                self = .bool(number.boolValue)
            } else if number.objCType.pointee == 0x64 {
                self = .float(number.doubleValue)
            } else {
                self = .int(number.intValue)
            }
        case let items as [Any]: self = .list(items.map { FieldValue(json: $0) })
        case let object as [String: String]:
            let (kind, text) = object.first!
            let dateTime =
                switch kind {
                case "$date": DateFormat("%Y-%m-%d").value(of: text)!
                case "$time": DateFormat("%H:%M:%S").value(of: text)!
                default: DateFormat("%Y-%m-%dT%H:%M:%S").value(of: text)!
                }
            self =
                switch kind {
                case "$date": .date(dateTime.date)
                case "$time": .time(dateTime.time)
                default: .dateTime(dateTime)
                }
        default: fatalError("no data for \(json)")
        }
    }
}
