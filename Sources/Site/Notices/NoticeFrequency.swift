/// How often somebody wants to be told by mail of answers to what they have written; the numbers are stored.
public enum NoticeFrequency: Int64, CaseIterable, Sendable {
    case off = 0
    /// At once, and then not again until they have been back in that thread.
    case each = 1
    /// Once a day, of all threads together.
    case daily = 2

    /// NULL, and whatever it is that another program has stored, is what people get who have chosen nothing.
    init(stored: Int64?) { self = stored.flatMap { NoticeFrequency(rawValue: $0) } ?? .each }

    /// As forms name it.
    public var name: String {
        switch self {
        case .off: "off"
        case .each: "each"
        case .daily: "daily"
        }
    }

    @export(interface) public init?(name: String) {
        guard let frequency = NoticeFrequency.allCases.first(where: { $0.name == name }) else { return nil }
        self = frequency
    }
}
