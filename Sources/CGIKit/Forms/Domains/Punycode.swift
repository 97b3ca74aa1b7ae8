/// Unicode in the letters, digits and hyphens of a domain name (RFC 3492).
enum Punycode {
    private static var base: Int { 36 }
    private static var firstCode: Int { 128 }
    private static var firstBias: Int { 72 }

    /// The text without the prefix `xn--`; nil if it is too long to count.
    static func encoded(_ label: [Unicode.Scalar]) -> [UInt8]? {
        var output = label.filter { $0.isASCII }.map { UInt8($0.value) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var code = firstCode
        var delta = 0
        var bias = firstBias
        var handled = basicCount
        while handled < label.count {
            guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= code }).min() else { return nil }
            delta += (next - code) * (handled + 1)
            guard delta < 1 << 40 else { return nil }
            code = next
            for scalar in label {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                append(delta, bias, to: &output)
                bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    /// The label behind the prefix `xn--`; nil if there is none.
    static func decoded(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        let hyphen = text.lastIndex(of: UInt8(ascii: "-"))
        var label = (hyphen.map { text[..<$0] } ?? []).map { Unicode.Scalar($0) }
        var rest = hyphen.map { text[($0 + 1)...] } ?? text
        var code = firstCode
        var position = 0
        var bias = firstBias
        while !rest.isEmpty {
            let start = position
            var weight = 1
            var step = base
            while true {
                guard let byte = rest.popFirst(), let digit = digitValue(byte) else { return nil }
                position += digit * weight
                guard position < 1 << 40 else { return nil }
                let threshold = min(max(step - bias, 1), 26)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight < 1 << 40 else { return nil }
                step += base
            }
            let count = label.count + 1
            bias = adapted(position - start, count, isFirst: start == 0)
            code += position / count
            position %= count
            guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            label.insert(scalar, at: position)
            position += 1
        }
        return label
    }

    private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var step = base
        while true {
            let threshold = min(max(step - bias, 1), 26)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        output.append(digit(rest))
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var step = 0
        while delta > 455 {
            delta /= 35
            step += base
        }
        return step + 36 * delta / (delta + 38)
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value) + (value < 26 ? UInt8(ascii: "a") : UInt8(ascii: "0") - 26)
    }

    private static func digitValue(_ byte: UInt8) -> Int? {
        if isLetter(byte) { return Int(byte | 0x20) - 0x61 }
        return isDigit(byte) ? Int(byte) - 0x30 + 26 : nil
    }
}
