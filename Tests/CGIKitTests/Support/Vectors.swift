import CGIKit
import Testing

/// A list in a file of test vectors, as our own JSON reader reads it: with integers and floats kept apart.
func vectors(_ file: String, _ list: String) throws -> [JSONValue] {
    try #require(try JSONValue(json: Array(caseFile(file)))[list]?.array)
}

extension JSONValue {
    /// The key in a vector: `{"utf8": text}`, `{"hex": digits}` or plain text.
    var secretBytes: [UInt8] {
        if let hex = self["hex"]?.string { return Hex.decode(hex)! }
        return Array((self["utf8"]?.string ?? string!).utf8)
    }

    var secretKeys: SecretKeys { SecretKeys(secretBytes)! }

    var compactText: String { String(decoding: json(), as: UTF8.self) }

    /// Canonical text, to compare values by.
    var sortedText: String { String(decoding: json(JSONStyle(sortsKeys: true)), as: UTF8.self) }

    var isNull: Bool { if case .null = self { true } else { false } }

    var text: String { self["name"]?.string ?? compactText }
}

/// A comment for a failed expectation: which vector it was.
func vector(_ value: JSONValue) -> Comment { Comment(rawValue: value.text) }

extension Signer.KeyDerivation {
    init?(_ name: String) {
        switch name {
        case "hmac": self = .hmac
        case "django-concat": self = .djangoConcat
        case "concat": self = .concat
        case "none": self = .none
        default: return nil
        }
    }
}
