import CGIKit

/// What somebody wants to write.
public enum WrittenKind {
    case post
    case comment
}

/// What keeps people from writing, so that forms can say so when they open, and not when the text is written.
extension Page {
    /// The names that `forms/barred.html` asks for: `must_confirm`, and `wait`, in words, if a limit is reached. Costs no
    /// statement.
    @export(interface) public func bars(to kind: WrittenKind) throws(Failure) -> [(name: String, value: Value)] {
        guard try rights.may(.write) else { return [("must_confirm", .bool(try currentUser != nil)), ("wait", .none)] }
        let again = kind == .post ? try currentUser?.postsAgainAt : try currentUser?.commentsAgainAt
        let wait = again.map { $0 - now }.flatMap { $0 > 0 ? Value.string(WaitingTime.words($0)) : nil }
        return [("must_confirm", false), ("wait", wait ?? .none)]
    }
}

/// How long somebody has to wait, as people say it.
enum WaitingTime {
    /// `1 second`, `50 seconds`, `2 minutes`, `1 hour`: never less than it is.
    static func words(_ seconds: Int64) -> String {
        let (count, unit): (Int64, String) =
            seconds < 100
            ? (seconds, "second") : seconds < 5400 ? ((seconds + 59) / 60, "minute") : ((seconds + 3599) / 3600, "hour")
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}
