/// Sizes as people read them.
enum ByteCount {
    /// `1 MB`, `1.5 MB`, `488 KB`, `20 bytes`: in units of 1,024, and never more than it is.
    static func words(_ count: Int) -> String {
        if count < 1 << 10 { return count == 1 ? "1 byte" : "\(count) bytes" }
        if count < 1 << 20 { return "\(count >> 10) KB" }
        let tenths = count / (1 << 20) * 10 + count % (1 << 20) * 10 / (1 << 20)
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }
}
