/// Something about the settings that their operator should know.
public struct SettingFinding: Equatable {
    public enum Weight: Sendable {
        /// It may be meant so.
        case warning
        /// Mail waits in its queue until it is right; pages go on.
        case stopsMail
        /// The site cannot work with it.
        case error
    }

    /// `site.conf:3`, or the name of an environment variable.
    public let place: String
    public let words: String
    public let weight: Weight

    @export(interface) public init(place: String, words: String, _ weight: Weight) {
        self.place = place
        self.words = words
        self.weight = weight
    }

    public var text: String { "\(place): \(words)" }
}
