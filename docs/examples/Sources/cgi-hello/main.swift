import CGIKit
import Site

Site.serve(.hello) { (page) throws(Failure) in
    try page.render("hello.html", [("day", "Monday")])
}
