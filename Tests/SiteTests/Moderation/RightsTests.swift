import CGIKit
import Testing

@testable import Site

/// The table once more, as sentences; a change of rights is made in both places.
@Suite struct RightsTests {
    private let database: Database

    init() throws { database = try TemporarySite().open() }

    private static let author: Int64 = 1
    private static let other: Int64 = 2

    /// Who may do it to their own text, and who to another's.
    private static let texts: [(act: Act, own: Set<Standing>, others: Set<Standing>)] = [
        (.write, [.newcomer, .member, .staff, .admin], []),
        (.writeUnderLock, [.staff, .admin], []),
        (.edit, [.unconfirmed, .newcomer, .member, .staff, .admin], []),
        (.editLater, [.staff, .admin], []),
        (.delete, [.unconfirmed, .newcomer, .member, .staff, .admin], []),
        (.restore, [.unconfirmed, .newcomer, .member, .staff, .admin], []),
        (.report, [], [.newcomer, .member, .staff, .admin]),
        (.seeUnpublished, [.unconfirmed, .newcomer, .member, .staff, .admin], [.staff, .admin]),
        (.seeDraft, [.unconfirmed, .newcomer, .member, .staff, .admin], []),
        (.approve, [.staff, .admin], [.staff, .admin]),
        (.hide, [.staff, .admin], [.staff, .admin]),
        (.unhide, [.staff, .admin], [.staff, .admin]),
        (.lock, [.staff, .admin], [.staff, .admin]),
        (.unlock, [.staff, .admin], [.staff, .admin]),
        (.dismiss, [.staff, .admin], [.staff, .admin]),
        (.ban, [], []),
        (.unban, [], []),
        (.moderate, [.staff, .admin], [.staff, .admin]),
    ]

    @Test func sentencesAreAboutEachActOnce() {
        #expect(Self.texts.map { $0.act.rawValue }.sorted() == Act.allCases.map { $0.rawValue }.sorted())
    }

    @Test func eachStandingMayDoToTextsWhatTheTableSays() throws {
        for row in Self.texts {
            for standing in Standing.allCases {
                let rights = Rights(of: try someone(standing), mustConfirm: standing == .unconfirmed)
                #expect(
                    rights.may(row.act, textOf: Self.author) == row.own.contains(standing),
                    "\(standing) \(row.act) own")
                #expect(
                    rights.may(row.act, textOf: Self.other) == row.others.contains(standing),
                    "\(standing) \(row.act) other's")
                #expect(rights.may(row.act) == row.own.contains(standing), "\(standing) \(row.act)")
            }
        }
    }

    @Test func accountsAreClosedByThoseWhoStandHigher() throws {
        for act in Act.allCases {
            for standing in Standing.allCases {
                for role in [Role.user, .staff, .admin, Role(rawValue: 7), nil] {
                    for status in [Status.inactive, .new, .active] {
                        let person = try user(id: Self.other, role: role, status: status)
                        let isHigher =
                            standing == .admin ? role != .admin : standing == .staff && role != .admin && role != .staff
                        let rights = Rights(of: try someone(standing), mustConfirm: standing == .unconfirmed)
                        let may = rights.may(act, to: person)
                        #expect(
                            may == (isHigher && (act == .ban || act == .unban)),
                            "\(standing) \(act) \(String(describing: role))")
                    }
                }
            }
        }
        let admin = try #require(try someone(.admin))
        #expect(!Rights(of: admin).may(.ban, to: admin))
    }

    @Test func standingFollowsRoleAndStatus() {
        #expect(Standing(nil) == .visitor)
        for status in [Status.new, .active] {
            #expect(Standing(role: .admin, status: status) == .admin)
            #expect(Standing(role: .staff, status: status) == .staff)
        }
        for role in [Role.user, Role(rawValue: 3), Role(rawValue: -1), nil] {
            #expect(Standing(role: role, status: .active) == .member)
            #expect(Standing(role: role, status: .new) == .newcomer)
            #expect(Standing(role: role, status: Status(rawValue: 9)) == .newcomer)
            #expect(Standing(role: role, status: nil) == .newcomer)
        }
        for role in [Role.admin, .staff, .user] { #expect(Standing(role: role, status: .inactive) == .visitor) }
    }

    @Test func onlyThoseMustConfirmWhoAreNew() throws {
        for standing in Standing.allCases where standing != .unconfirmed {
            let rights = Rights(of: try someone(standing), mustConfirm: true)
            #expect(rights.may(.write) == (standing == .member || standing == .staff || standing == .admin))
        }
    }

    @Test func aConfirmedNewcomerWritesAndWaits() throws {
        let confirmed = try database.user([
            "id": "1", "name": "'a'", "email": "'a@x.org'", "role": "2", "status": "1", "confirmed_email": "'a@x.org'",
        ])
        let rights = Rights(of: confirmed, mustConfirm: true)
        #expect(rights.may(.write) && rights.may(.report, textOf: Self.other) && rights.waits(first: 1))
    }

    @Test func onlyNewcomersWait() throws {
        for standing in Standing.allCases.dropFirst() {
            let user = try #require(try someone(standing))
            let rights = Rights(of: user, mustConfirm: standing == .unconfirmed)
            #expect(rights.waits(first: 1) == (standing == .newcomer || standing == .unconfirmed))
            #expect(!rights.waits(first: 0))
        }
    }

    private func someone(_ standing: Standing) throws -> User? {
        switch standing {
        case .visitor: nil
        case .unconfirmed, .newcomer: try user(id: Self.author, role: .user, status: .new)
        case .member: try user(id: Self.author, role: .user, status: .active)
        case .staff: try user(id: Self.author, role: .staff, status: .active)
        case .admin: try user(id: Self.author, role: .admin, status: .active)
        }
    }

    private func user(id: Int64, role: Role?, status: Status?) throws -> User {
        try database.user([
            "id": "\(id)", "name": "'a'", "role": role.map { "\($0.rawValue)" } ?? "NULL",
            "status": status.map { "\($0.rawValue)" } ?? "NULL",
        ])
    }
}
