import Foundation

@testable import CGIKit

extension Validator {
    /// The validator that a test vector describes.
    init(vector: [String: Any]) {
        let message = vector["message"] as? String
        func flag(_ name: String, _ otherwise: Bool = false) -> Bool { vector[name] as? Bool ?? otherwise }
        func values() -> [FieldValue] { (vector["values"] as! [Any]).map { FieldValue(json: $0) } }
        func bound(_ name: String) -> FieldValue? { vector[name].map { FieldValue(json: $0) } }
        switch vector["type"] as! String {
        case "DataRequired": self = .dataRequired(message: message)
        case "InputRequired": self = .inputRequired(message: message)
        case "Optional": self = .optional(stripWhitespace: flag("strip_whitespace", true))
        case "Length": self = .length(min: vector["min"] as? Int, max: vector["max"] as? Int, message: message)
        case "NumberRange": self = .numberRange(min: bound("min"), max: bound("max"), message: message)
        case "EqualTo": self = .equalTo(vector["fieldname"] as! String, message: message)
        case "AnyOf": self = .anyOf(values(), message: message)
        case "NoneOf": self = .noneOf(values(), message: message)
        case "Email":
            self = .email(
                message: message, granularMessage: flag("granular_message"),
                allowsSMTPUTF8: flag("allow_smtputf8", true), allowsEmptyLocal: flag("allow_empty_local"),
                isTestEnvironment: flag("test_environment"))
        case "URL":
            self = .url(requiresTLD: flag("require_tld", true), allowsIP: flag("allow_ip", true), message: message)
        case "IPAddress": self = .ipAddress(ipv4: flag("ipv4", true), ipv6: flag("ipv6"), message: message)
        case "MacAddress": self = .macAddress(message: message)
        case "UUID": self = .uuid(message: message)
        case "ReadOnly": self = .readOnly
        case "Disabled": self = .disabled
        case "Regexp":
            let flags = vector["flags"] as? String
            precondition(flags == nil || flags == "IGNORECASE")
            self = .regexp(
                vector["regex"] as! String, flags: flags == nil ? [] : .ignoreCase, message: message,
                htmlPattern: vector["html_pattern"] as? String)
        case "DateRange":
            func day(_ name: String) -> LocalDate? {
                if case .date(let date)? = bound(name) { date } else { nil }
            }
            self = .dateRange(min: day("min"), max: day("max"), message: message)
        case let other: fatalError("no validator for \(other)")
        }
    }
}
