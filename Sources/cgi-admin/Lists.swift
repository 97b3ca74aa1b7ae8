import CGIKit
import HTTPTypes
import Site

/// What waits for staff.
func queue(page: Page, user: User) throws(Failure) -> Response {
    let moderation = try page.moderation
    let (waiting, reported) = try failing { () throws(DatabaseError) in
        (try moderation.waitingTexts(), try moderation.reportedTexts())
    }
    return try page.render("moderation/queue.html", [("waiting", views(waiting)), ("reported", views(reported))])
}

func views(_ texts: [QueuedText]) -> Value { .list(List(texts.map { .object(QueuedView($0)) })) }

/// All that staff has done.
func log(page: Page, user: User) throws(Failure) -> Response {
    let before = try page.request.query["before"]
    let id = before.flatMap { PostID.read(key: $0) }
    guard before == nil || id != nil else {
        throw .request(RequestError(.notFound, "This page of the log does not exist."))
    }
    let moderation = try page.moderation
    var entries = try failing { () throws(DatabaseError) in try moderation.log(before: id) }
    var older = Value.none
    if entries.count > ModerationStore.perQueue, entries.popLast() != nil, let last = entries.last {
        older = .string(page.url(.moderationLog, [("before", String(last.id))]))
    }
    return try page.render("moderation/log.html", [("entries", history(entries)), ("older_url", older)])
}

func history(_ entries: [AuditEntry]) -> Value { .list(List(entries.map { .object(AuditView($0)) })) }
