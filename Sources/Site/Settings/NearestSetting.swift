import CGIKit

/// Finds which setting somebody may have meant: sites have keys of their own, so only one that is near counts.
public enum NearestSetting {
    /// What finds warnings about keys that are not names of settings: ``oddity(_:_:)``.
    public typealias Oddity = (_ key: String, _ place: String) -> SettingFinding?

    /// A warning about a key that is not the name of a setting. Sites have settings of their own, so there is one only for
    /// what looks like a typing mistake.
    @export(interface) public static func oddity(_ key: String, _ place: String) -> SettingFinding? {
        if let other = inPlace(ofFlasks: key) {
            return SettingFinding(
                place: place, words: "\(key) is a Flask setting and is not used here; set \(other).", .warning)
        }
        guard let nearest = name(to: key) else { return nil }
        return SettingFinding(
            place: place, words: "there is no setting \(key); did you mean \(nearest)?", .warning)
    }

    /// Bytes of a name that is looked at: longer ones are near to none.
    private static var longest: Int { 64 }

    /// The nearest name; nil if none is near: one typing mistake apart, or two in a long name.
    static func name(to key: String) -> StaticString? {
        let key = key.utf8.prefix(longest + 1).map(upper)
        guard !key.isEmpty, key.count <= longest else { return nil }
        let most = key.count < 7 ? 1 : 2
        let letters = self.letters(key)
        var nearest: (name: StaticString, distance: Int)?
        for setting in Setting.all where abs(setting.name.utf8CodeUnitCount - key.count) <= most {
            let name = UnsafeBufferPointer(start: setting.name.utf8Start, count: setting.name.utf8CodeUnitCount)
            // A slip brings in a letter and takes one away at most: most names are told apart by that.
            guard (letters ^ self.letters(name)).nonzeroBitCount <= 2 * most else { continue }
            let distance = distance(key, Array(name))
            if distance <= most, distance < nearest?.distance ?? Int.max { nearest = (setting.name, distance) }
        }
        return nearest?.name
    }

    /// The setting that stands here for one of Flask's and its extensions'.
    static func inPlace(ofFlasks key: String) -> StaticString? {
        switch key {
        case "MAIL_SERVER", "MAIL_PORT", "MAIL_USERNAME", "MAIL_PASSWORD", "MAIL_USE_TLS", "MAIL_USE_SSL": "MAIL_URL"
        case "MAIL_DEFAULT_SENDER": "MAIL_FROM"
        case "SQLALCHEMY_DATABASE_URI": "DATABASE"
        case "SERVER_NAME", "PREFERRED_URL_SCHEME": "URL"
        default: nil
        }
    }

    private static func upper(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xDF
        case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "."): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func letters(_ name: some Sequence<UInt8>) -> UInt64 {
        var letters: UInt64 = 0
        for byte in name { letters |= 1 << UInt64(byte & 63) }
        return letters
    }

    /// How many letters were left out, put in, changed or swapped with the next (optimal string alignment).
    public static func distance<Letter: Equatable>(_ one: [Letter], _ other: [Letter]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    least = min(least, before[j - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[other.count]
    }
}
