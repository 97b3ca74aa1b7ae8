import CGIKit
import HTTPTypes
import Site

Site.serve(.hello, [.get]) { (page) throws(Failure) in
    try page.render("hello.html", [("day", "Monday")])
}
