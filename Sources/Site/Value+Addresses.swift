import CGIKit

/// Values in addresses.
extension Value {
    var isNone: Bool { if case .none = self { true } else { false } }

    /// Its text; nil if it is not as simple as that.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .markup(let markup): markup.html
        case .int(let number): String(number)
        default: nil
        }
    }

    var plainTexts: [String] {
        switch self {
        case .list(let list): list.items.compactMap { $0.plainText }
        case .tuple(let items): items.compactMap { $0.plainText }
        default: plainText.map { [$0] } ?? []
        }
    }

    /// Appends it to an address. A number needs neither a string nor an escape on the way.
    func append(to url: inout [UInt8], _ place: PercentEncoding.Place) {
        if case .int(let number) = self {
            url.append(decimal: number)
        } else {
            PercentEncoding.encode(plainText ?? (try? text) ?? "", allowing: place, into: &url)
        }
    }
}
