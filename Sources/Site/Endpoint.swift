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

    /// The program that answers.
    var script: String {
        switch self {
        case .login: "cgi-login"
        case .logout: "cgi-logout"
        case .register: "cgi-register"
        case .index, .home, .edit, .password, .profile: "cgi-profile"
        }
    }

    /// The path below the script (`PATH_INFO`), where scripts stand under their own names.
    var pathInfo: String {
        switch self {
        case .index, .login, .logout, .register, .home: ""
        case .edit: "/me/edit/"
        case .password: "/me/password/"
        case .profile: "/<name>/"
        }
    }
}
