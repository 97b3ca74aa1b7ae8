import CGIKit

/// JSON as template values: keeps the order of keys, whole numbers apart from floats, and numbers of any size.
struct CaseJSON {
    private let bytes: [UInt8]
    private var index = 0

    static func parse(_ text: some Sequence<UInt8>) -> Value {
        var parser = CaseJSON(bytes: Array(text))
        return parser.value()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func skipBlanks() {
        while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    }

    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }

    private mutating func value() -> Value {
        skipBlanks()
        switch bytes[index] {
        case UInt8(ascii: "{"): return .dict(dict())
        case UInt8(ascii: "["): return .list(List(list()))
        case UInt8(ascii: "\""): return .string(string())
        case UInt8(ascii: "t"):
            index += 4
            return true
        case UInt8(ascii: "f"):
            index += 5
            return false
        case UInt8(ascii: "n"):
            index += 4
            return .none
        default: return number()
        }
    }

    private mutating func dict() -> Dict {
        let dict = Dict()
        _ = skip("{")
        while !skip("}") {
            _ = skip(",")
            skipBlanks()
            let key = string()
            _ = skip(":")
            dict[key] = value()
        }
        return dict
    }

    private mutating func list() -> [Value] {
        var items: [Value] = []
        _ = skip("[")
        while !skip("]") {
            _ = skip(",")
            items.append(value())
        }
        return items
    }

    private mutating func string() -> String {
        var units: [UInt16] = []
        index += 1
        while bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 1
                let escape = Unicode.Scalar(bytes[index])
                index += 1
                switch escape {
                case "n": units.append(10)
                case "t": units.append(9)
                case "r": units.append(13)
                case "b": units.append(8)
                case "f": units.append(12)
                case "u":
                    units.append(UInt16(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)!)
                    index += 4
                default: units.append(UInt16(escape.value))
                }
            } else {
                var end = index
                while bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
                units += String(decoding: bytes[index..<end], as: UTF8.self).utf16
                index = end
            }
        }
        index += 1
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func number() -> Value {
        let start = index
        while index < bytes.count, "+-.eE0123456789NaInfinity".utf8.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let int = Int(text) { return .int(int) }
        if text.allSatisfy({ $0.isNumber || $0 == "-" }),
            let big = BigInteger(digits: text.utf8.drop { $0 == 45 }, radix: 10, isNegative: text.first == "-")
        {
            return .big(big)
        }
        return .double(Double(text)!)
    }
}
