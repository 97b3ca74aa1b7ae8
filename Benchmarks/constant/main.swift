import CGIKit
import HTTPTypes
import Site

// cgi-login but for its templates: all that it does until it renders, and then a page that stands in the program.
Site.serve(.login, [.get]) { (page) throws(Failure) in
    _ = try page.form(LoginForm.init, "users/login.html")
    _ = try page.next
    return .bytes([UInt8](repeating: UInt8(ascii: "x"), count: 3000), type: "text/html; charset=utf-8")
}
