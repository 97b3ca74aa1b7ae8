import CGIKit

/// What a form that changes a text carries of the text that it began with: whether that is still there when the form is
/// sent shows whether somebody else was faster.
public enum TextFingerprint {
    /// Some letters and digits that other parts would not have.
    ///
    /// - Parameter parts: all that the form can change, in the form's order.
    @export(interface) public static func of(_ parts: String...) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += Array(String(part.utf8.count).utf8) + [0]
            bytes += Array(part.utf8)
        }
        return Hex.encode(Array(Digest.sha256.hash(bytes).prefix(12)))
    }

    /// What ``of(_:)`` gives has fewer.
    public static var longest: Int { 32 }
}
