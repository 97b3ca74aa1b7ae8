import Site

/// Stands in for the name that the page is given in Site.
extension Endpoint {
    static var hello: Endpoint { .login }
}
