/// What the site remembers of a client between requests: Flask's `session`.
///
/// It reads its cookie when it is first used; a page that never uses it pays nothing. It records whether it was read
/// (the response then depends on the cookie) and changed (the cookie must be sent again).
public final class Session {
    /// What a valid cookie held, and when it was signed, in seconds since 1970.
    struct Opened {
        var values = OrderedDictionary<SessionValue>()
        var signedAt: Int64?
    }

    private enum State {
        case unread(() -> Opened)
        case read(Opened)
    }

    private var state: State
    /// The messages that this request shows, from the first time it asks for them.
    private var shownFlashes: [FlashedMessage]?

    /// Whether anything was read or changed (Flask's `session.accessed`).
    public private(set) var isAccessed = false
    /// Whether anything was set or removed (Flask's `session.modified`).
    public private(set) var isModified = false

    /// The empty session of a client without a cookie.
    public init() { state = .read(Opened()) }

    init(_ open: @escaping () -> Opened) { state = .unread(open) }

    // MARK: Values

    /// Setting a value is a change even if it is the same; removing one that is not there is not.
    public subscript(key: String) -> SessionValue? {
        get { accessed().values[key] }
        set {
            guard let newValue else {
                remove(key)
                return
            }
            change { $0[key] = newValue }
        }
    }

    /// Whether there is a value of this name.
    public func contains(_ key: String) -> Bool { self[key] != nil }

    /// Removes a value and returns it (Python's `session.pop(key, None)`).
    @discardableResult
    @export(interface) public func remove(_ key: String) -> SessionValue? {
        guard let value = self[key] else { return nil }
        change { $0[key] = nil }
        return value
    }

    /// Removes all values; this is a change even if there are none.
    public func clear() { change { $0 = OrderedDictionary() } }

    /// Whether there are no values.
    public var isEmpty: Bool { accessed().values.isEmpty }

    /// All values, in the order in which their names were first set.
    public var entries: [(key: String, value: SessionValue)] { accessed().values.entries }

    /// Whether the cookie outlives the browser (`_permanent`); otherwise it goes when the browser is closed.
    public var isPermanent: Bool {
        get { self["_permanent"]?.isTrue ?? false }
        set { self["_permanent"] = .bool(newValue) }
    }

    /// When the cookie was signed, in seconds since 1970; nil for a session without a valid cookie.
    public var signedAt: Int64? { accessed().signedAt }

    // MARK: Flash messages

    /// Keeps a flash message for the next page that shows them (Flask's `flash`).
    @export(interface) public func flash(_ message: String, category: String = "message") {
        flash(.string(message), category: category)
    }

    /// Keeps a flash message that is HTML.
    @export(interface) public func flash(_ message: Markup, category: String = "message") {
        flash(.markup(message), category: category)
    }

    private func flash(_ message: SessionValue, category: String) {
        let flashes = self["_flashes"]?.items ?? []
        self["_flashes"] = .list(flashes + [.tuple([.string(category), message])])
    }

    /// The flash messages to show (Flask's `get_flashed_messages`): removes them from the session, and returns the same for
    /// the rest of the request.
    ///
    /// - Parameter categories: Returns only messages of these; empty for all. Messages of other categories are removed, too.
    @export(interface) public func flashedMessages(categories: [String] = []) -> [FlashedMessage] {
        let messages: [FlashedMessage]
        if let shownFlashes {
            messages = shownFlashes
        } else {
            messages = (remove("_flashes")?.items ?? []).compactMap { FlashedMessage($0) }
            shownFlashes = messages
        }
        if categories.isEmpty { return messages }
        return messages.filter { message in
            categories.contains { $0.utf8.elementsEqual(message.category.utf8) }
        }
    }

    // MARK: State

    /// What is in the session, without counting as an access.
    var values: OrderedDictionary<SessionValue> { opened().values }

    private func accessed() -> Opened {
        isAccessed = true
        return opened()
    }

    private func opened() -> Opened {
        switch state {
        case .read(let opened): return opened
        case .unread(let open):
            let opened = open()
            state = .read(opened)
            return opened
        }
    }

    private func change(_ body: (inout OrderedDictionary<SessionValue>) -> Void) {
        isAccessed = true
        isModified = true
        var opened = opened()
        body(&opened.values)
        state = .read(opened)
    }
}
