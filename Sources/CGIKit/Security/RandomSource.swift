import CSystem

/// A source of unpredictable bytes: the kernel, or known bytes in tests.
public struct RandomSource {
    /// Returns as many bytes as asked for.
    public typealias Fill = (Int) throws(SystemError) -> [UInt8]

    private let fill: Fill

    /// A source for tests.
    public init(_ fill: @escaping Fill) { self.fill = fill }

    /// The kernel's generator (`getrandom(2)`).
    public static var system: RandomSource {
        RandomSource { (count) throws(SystemError) in
            var bytes = [UInt8](repeating: 0, count: count)
            var filled = 0
            while filled < count {
                filled += try systemCall("getrandom", "") {
                    bytes.withUnsafeMutableBytes { getrandom($0.baseAddress! + filled, count - filled, 0) }
                }
            }
            return bytes
        }
    }

    /// The same byte again and again, for tests.
    @export(interface) public static func fixed(_ byte: UInt8) -> RandomSource {
        RandomSource { (count) throws(SystemError) in [UInt8](repeating: byte, count: count) }
    }

    /// `count` random bytes.
    ///
    /// - Throws: A ``SystemError`` if the kernel refuses.
    public func bytes(_ count: Int) throws(SystemError) -> [UInt8] { try fill(count) }

    /// A secret for URLs and headers, in base64url (Python's `secrets.token_urlsafe`): 32 bytes are 43 characters.
    ///
    /// - Throws: A ``SystemError`` if the kernel refuses.
    public func token(byteCount: Int = 32) throws(SystemError) -> String { Base64.encode(try bytes(byteCount)) }

    /// Characters drawn evenly from `a-z A-Z 0-9` (Werkzeug's `gen_salt`).
    func letters(_ count: Int) throws(SystemError) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        var letters: [UInt8] = []
        while letters.count < count {
            // 248 is the largest multiple of 62 in a byte: beyond it the first letters would come more often.
            for byte in try bytes(count) where byte < 248 && letters.count < count {
                letters.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
