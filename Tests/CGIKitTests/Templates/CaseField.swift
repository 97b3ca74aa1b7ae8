import CGIKit

/// A form field as the cases describe it: enough of WTForms for the seed's templates.
final class CaseField: TemplateObject {
    private let field: Dict

    init(_ field: Dict) { self.field = field }

    private func text(_ key: String) -> String { if case .string(let text)? = field[key] { text } else { "" } }
    private var isRequired: Bool {
        if case .list(let list)? = field["validators"] {
            list.items.contains { if case .string("DataRequired") = $0 { true } else { false } }
        } else {
            false
        }
    }

    override var typeName: String { text("class") }
    override func rendered() throws(TemplateError) -> Value { try call(Arguments()) }

    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        switch name {
        case "label": .object(CaseLabel(text("name"), text("label")))
        case "name", "id", "short_name": .string(text("name"))
        case "data": field["data"]
        case "errors": field["errors"]
        case "type": .string(text("class"))
        case "description": ""
        case "flags": .object(CaseFlags(isRequired))
        default: nil
        }
    }

    override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        if text("class") == "RecaptchaField" { return .markup(Markup(html: try recaptcha())) }
        var attributes: [(String, Value)] = [("id", .string(text("name"))), ("name", .string(text("name")))]
        if isRequired { attributes.append(("required", true)) }
        switch text("class") {
        case "CSRFTokenField": attributes.append(("type", "hidden"))
        case "PasswordField": attributes.append(("type", "password"))
        case "BooleanField":
            attributes.append(("type", "checkbox"))
            if case .bool(true)? = field["data"] { attributes.append(("checked", true)) }
        default: attributes.append(("type", "text"))
        }
        var value: Value = "y"
        if text("class") != "BooleanField" { value = text("class") == "PasswordField" ? "" : .string(text("data")) }
        attributes.append(("value", value))
        for (name, value) in arguments.keyword {
            let key = name == "class_" ? "class" : name.replacing("_", with: "-")
            attributes.removeAll { $0.0 == key }
            attributes.append((key, value))
        }
        return .markup(Markup(html: "<input\(Self.html(attributes))>"))
    }

    static func html(_ attributes: [(String, Value)]) -> String {
        var html = ""
        for (name, value) in attributes.sorted(by: { $0.0 < $1.0 }) {
            switch value {
            case .bool(true): html += " \(name)"
            case .bool(false): break
            case .string(let text): html += " \(name)=\"\(Markup(escaping: text).html)\""
            case .int(let int): html += " \(name)=\"\(int)\""
            default: break
            }
        }
        return html
    }

    private func recaptcha() throws(TemplateError) -> String {
        guard case .dict(let config)? = field["config"], case .string(let key)? = config["RECAPTCHA_PUBLIC_KEY"] else {
            return ""
        }
        return "\n<script src='https://www.google.com/recaptcha/api.js' async defer></script>\n"
            + "<div class=\"g-recaptcha\" data-sitekey=\"\(Markup(escaping: key).html)\" id=\"recaptcha\"></div>\n"
    }
}

final class CaseLabel: TemplateObject {
    private let field: String
    private let text: String

    init(_ field: String, _ text: String) {
        self.field = field
        self.text = text
    }

    override func attribute(_ name: String) throws(TemplateError) -> Value? { name == "text" ? .string(text) : nil }
    override func rendered() throws(TemplateError) -> Value { try call(Arguments()) }

    override func call(_ arguments: Arguments) throws(TemplateError) -> Value {
        var shown = text
        if case .string(let other)? = arguments.positional.first { shown = other }
        let attributes = arguments.keyword.map { ($0.name, $0.value) } + [("for", .string(field))]
        return .markup(Markup(html: "<label\(CaseField.html(attributes))>\(Markup(escaping: shown).html)</label>"))
    }
}

final class CaseFlags: TemplateObject {
    private let isRequired: Bool
    init(_ isRequired: Bool) { self.isRequired = isRequired }
    override func attribute(_ name: String) throws(TemplateError) -> Value? {
        name == "required" && isRequired ? true : Value.none
    }
}
