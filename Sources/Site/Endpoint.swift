import CGIKit

/// The site's pages under the names that `url_for` takes, each with its address.
public enum Endpoint: String, CaseIterable, Sendable {
    case index
    case login = "users.login"
    case logout = "users.logout"
    case register = "users.register"
    case home = "users.home"
    case edit = "users.edit"
    case password = "users.password"
    case sessions = "users.sessions"
    case changeEmail = "users.change_email"
    case confirmChange = "users.confirm_change"
    case revertEmail = "users.revert_email"
    case confirmEmail = "users.confirm_email"
    case mailConfirmation = "users.mail_confirmation"
    case notices = "users.notices"
    case stopNotices = "users.stop_notices"
    case threadNotices = "users.thread_notices"
    case lostPassword = "users.lost_password"
    case resetPassword = "users.reset_password"
    case profile = "users.profile"
    case posts = "posts.index"
    case post = "posts.show"
    case newPost = "posts.new"
    case editPost = "posts.edit"
    case publishPost = "posts.publish"
    case deletePost = "posts.delete"
    case revisions = "posts.revisions"
    case drafts = "posts.drafts"
    case postsBy = "posts.by"
    case postsTagged = "posts.tag"
    case searchPosts = "posts.search"
    case feed = "posts.feed"
    case feedBy = "posts.feed_by"
    case feedTagged = "posts.feed_tag"
    case sitemap
    case robots
    /// For password managers (https://w3c.github.io/webappsec-change-password-url/).
    case changePassword = "users.change_password"
    case newComment = "comments.new"
    case comment = "comments.show"
    case editComment = "comments.edit"
    case deleteComment = "comments.delete"
    case commentFeed = "comments.feed"
    case moderation = "moderation.queue"
    case moderationLog = "moderation.log"
    case moderatePost = "moderation.post"
    case moderateComment = "moderation.comment"
    case moderateUser = "moderation.user"
    case report = "moderation.report"

    /// (`init(rawValue:)` makes a table of all names first, in each process.)
    init?(named name: String) {
        let count = name.utf8.count
        for endpoint in Endpoint.allCases
        where endpoint.rawValue.utf8.count == count && sameBytes(endpoint.rawValue, name) {
            self = endpoint
            return
        }
        return nil
    }

    /// Flask's name of the module that it belongs to; nil for the site's own pages.
    var blueprint: String? {
        rawValue.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(rawValue[..<$0]) }
    }

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
        case .sessions: "/users/me/sessions/"
        case .changeEmail: "/users/me/email/"
        case .confirmChange: "/users/me/email/change"
        case .revertEmail: "/users/me/email/revert"
        case .confirmEmail: "/users/me/email/confirm"
        case .mailConfirmation: "/users/me/email/mail"
        case .notices: "/users/me/notices/"
        case .stopNotices: "/users/me/notices/stop"
        case .threadNotices: "/users/me/notices/<post>"
        case .lostPassword: "/users/password/"
        case .resetPassword: "/users/password/reset"
        case .profile: "/users/<name>/"
        case .posts: "/posts/"
        case .post: "/posts/<post>"
        case .newPost: "/posts/new"
        case .editPost: "/posts/<post>/edit"
        case .publishPost: "/posts/<post>/publish"
        case .deletePost: "/posts/<post>/delete"
        case .revisions: "/posts/<post>/revisions"
        case .drafts: "/posts/drafts"
        case .postsBy: "/posts/by/<name>"
        case .postsTagged: "/posts/tag/<tag>"
        case .searchPosts: "/posts/search"
        case .feed: "/posts/feed.atom"
        case .feedBy: "/posts/by/<name>/feed.atom"
        case .feedTagged: "/posts/tag/<tag>/feed.atom"
        case .sitemap: "/sitemap.xml"
        case .robots: "/robots.txt"
        case .changePassword: "/.well-known/change-password"
        case .newComment: "/comments/new/<post>"
        case .comment: "/comments/<comment>"
        case .editComment: "/comments/<comment>/edit"
        case .deleteComment: "/comments/<comment>/delete"
        case .commentFeed: "/comments/on/<post>/feed.atom"
        case .moderation: "/moderation/"
        case .moderationLog: "/moderation/log"
        case .moderatePost: "/moderation/post/<post>"
        case .moderateComment: "/moderation/comment/<comment>"
        case .moderateUser: "/moderation/user/<name>"
        case .report: "/moderation/report/<post>"
        }
    }

    /// The program that answers.
    var script: String {
        switch self {
        case .login: "cgi-login"
        case .logout: "cgi-logout"
        case .register: "cgi-register"
        case .lostPassword, .resetPassword: "cgi-password"
        case .home, .edit, .password, .sessions, .changeEmail, .confirmChange, .revertEmail, .confirmEmail,
            .mailConfirmation, .notices, .stopNotices, .threadNotices, .profile, .changePassword:
            "cgi-profile"
        case .index, .posts, .post, .newPost, .editPost, .publishPost, .deletePost, .revisions, .drafts, .postsBy,
            .postsTagged, .searchPosts, .feed, .feedBy, .feedTagged, .sitemap, .robots:
            "cgi-posts"
        case .newComment, .comment, .editComment, .deleteComment, .commentFeed: "cgi-comments"
        case .moderation, .moderationLog, .moderatePost, .moderateComment, .moderateUser, .report: "cgi-admin"
        }
    }

    /// The path below the script (`PATH_INFO`), where scripts stand under their own names.
    var pathInfo: String {
        switch self {
        case .index, .login, .logout, .register, .home, .lostPassword, .posts, .moderation: ""
        case .resetPassword: "/reset"
        case .edit, .password, .sessions, .changeEmail, .confirmChange, .revertEmail, .confirmEmail, .mailConfirmation,
            .notices,
            .stopNotices, .threadNotices, .profile:
            String(path.dropFirst("/users".count))
        // What follows the folder of all posts.
        case .post, .newPost, .editPost, .publishPost, .deletePost, .revisions, .drafts, .postsBy, .postsTagged,
            .searchPosts, .feed, .feedBy, .feedTagged:
            String(path.dropFirst("/posts".count))
        case .sitemap, .robots, .changePassword: path
        case .newComment, .comment, .editComment, .deleteComment, .commentFeed:
            String(path.dropFirst("/comments".count))
        case .moderationLog, .moderatePost, .moderateComment, .moderateUser, .report:
            String(path.dropFirst("/moderation".count))
        }
    }
}
