/// A mistake in the settings, or a warning, for the operator.
public struct SettingFinding: Equatable {
    /// How serious a finding is.
    public enum Weight: Sendable {
        /// It may be intended.
        case warning
        /// Mail waits in its queue until it is fixed; pages work.
        case stopsMail
        /// The site cannot work with it.
        case error
    }

    /// `site.conf:3`, or the name of an environment variable.
    public let place: String
    /// A sentence without secrets.
    public let words: String
    /// How serious it is.
    public let weight: Weight

    /// A finding about the settings or the files that they name.
    @export(interface) public init(place: String, words: String, _ weight: Weight) {
        self.place = place
        self.words = words
        self.weight = weight
    }

    /// The place and the sentence, on one line.
    public var text: String { "\(place): \(words)" }
}
