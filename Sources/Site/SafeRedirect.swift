/// A place to send a browser to that a request named: a path on this site and nothing else.
///
/// Browsers take `//host`, `/\host` and, because they drop tabs and line breaks, `/<tab>/host` for another site
/// (CVE-2021-32618, CVE-2023-49438).
struct SafeRedirect {
    let path: String

    init?(_ target: String) {
        let bytes = Array(target.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count == 1 || bytes[1] != UInt8(ascii: "/") else { return nil }
        for byte in bytes where byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") { return nil }
        path = target
    }
}
