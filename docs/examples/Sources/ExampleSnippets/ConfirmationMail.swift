import CGIKit
import Site

func confirmation(to user: User, from page: Page) -> Email? {
    var email = page.email(.confirm, to: user)
    let fields = OrderedDictionary<JSONValue>([("user", .int(Int(user.id)))])
    email?.links.append(EmailLink("link", .confirmEmail, token: (EmailPurpose("confirm-club"), .object(fields))))
    return email
}
