/// The site's pages under the names that `url_for` takes, each with its address.
public enum Endpoint: String, CaseIterable, Sendable {
    case index
    case login = "users.login"
    case logout = "users.logout"
    case register = "users.register"
    case home = "users.home"
    case edit = "users.edit"
    case password = "users.password"
    case profile = "users.profile"

    /// The path below the site's root; `<name>` stands for a parameter.
    var path: String {
        switch self {
        case .index: "/"
        case .login: "/users/login/"
        case .logout: "/users/logout/"
        case .register: "/users/register/"
        case .home: "/users/me/"
        case .edit: "/users/me/edit/"
        case .password: "/users/me/password/"
        case .profile: "/users/<name>/"
        }
    }

    /// The path below `cgi-bin` where the scripts stand under their own names.
    var scriptPath: String {
        switch self {
        case .index, .home: "/cgi-profile"
        case .login: "/cgi-login"
        case .logout: "/cgi-logout"
        case .register: "/cgi-register"
        case .edit: "/cgi-profile/me/edit/"
        case .password: "/cgi-profile/me/password/"
        case .profile: "/cgi-profile/<name>/"
        }
    }
}
