import CGIKit

/// How often a user gets emails about replies; the numbers are stored.
public enum NoticeFrequency: Int64, StoredNumber, CaseIterable, Sendable {
    /// Never.
    case off = 0
    /// At once, and then not again until the user has visited that discussion.
    case each = 1
    /// Once a day, about all discussions together.
    case daily = 2

    /// NULL, and whatever it is that another program has stored, is what people get who have chosen nothing.
    init(stored: Int64?) { self = stored.flatMap { NoticeFrequency(rawValue: $0) } ?? .each }

    /// The value in forms.
    public var name: String {
        switch self {
        case .off: "off"
        case .each: "each"
        case .daily: "daily"
        }
    }

    /// The frequency of a form's value; nil if it is not known.
    @export(interface) public init?(name: String) {
        guard let frequency = NoticeFrequency.allCases.first(where: { $0.name == name }) else { return nil }
        self = frequency
    }
}
