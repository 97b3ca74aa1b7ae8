import CGIKit

/// The names of the site's routes, which `url_for` takes.
public enum Endpoint: String, CaseIterable, Sendable {
    /// The home page: the newest posts.
    case index
    /// The sign-in form.
    case login = "users.login"
    /// Signs out.
    case logout = "users.logout"
    /// The registration form.
    case register = "users.register"
    /// The user's own profile.
    case home = "users.home"
    /// The form for the user's name.
    case edit = "users.edit"
    /// The form for a new password.
    case password = "users.password"
    /// Ends all sessions of the user.
    case sessions = "users.sessions"
    /// The form for another email address.
    case changeEmail = "users.change_email"
    /// A link in an email: confirms a new email address.
    case confirmChange = "users.confirm_change"
    /// A link in an email: restores the former email address.
    case revertEmail = "users.revert_email"
    /// A link in an email: confirms the email address.
    case confirmEmail = "users.confirm_email"
    /// Sends the link of ``confirmEmail`` once more.
    case mailConfirmation = "users.mail_confirmation"
    /// The form for notifications.
    case notices = "users.notices"
    /// A link in an email: unsubscribes.
    case stopNotices = "users.stop_notices"
    /// Mutes or unmutes the discussion of a post.
    case threadNotices = "users.thread_notices"
    /// The form for a lost password.
    case lostPassword = "users.lost_password"
    /// A link in an email: resets the password.
    case resetPassword = "users.reset_password"
    /// The public profile of a user.
    case profile = "users.profile"
    /// The list of all posts.
    case posts = "posts.index"
    /// A post with its discussion.
    case post = "posts.show"
    /// The form for a new post.
    case newPost = "posts.new"
    /// The form for an edit of a post.
    case editPost = "posts.edit"
    /// Publishes a draft.
    case publishPost = "posts.publish"
    /// Deletes or restores a post.
    case deletePost = "posts.delete"
    /// The history of a post.
    case revisions = "posts.revisions"
    /// The user's posts that only they see.
    case drafts = "posts.drafts"
    /// The posts of a user.
    case postsBy = "posts.by"
    /// The posts with a tag.
    case postsTagged = "posts.tag"
    /// The full-text search.
    case searchPosts = "posts.search"
    /// The Atom feed of all posts.
    case feed = "posts.feed"
    /// The Atom feed of a user's posts.
    case feedBy = "posts.feed_by"
    /// The Atom feed of the posts with a tag.
    case feedTagged = "posts.feed_tag"
    /// The sitemap for search engines.
    case sitemap
    /// `robots.txt`.
    case robots
    /// The redirect for password managers (https://w3c.github.io/webappsec-change-password-url/).
    case changePassword = "users.change_password"
    /// The form for a new comment.
    case newComment = "comments.new"
    /// Redirects to a comment in its discussion.
    case comment = "comments.show"
    /// The form for an edit of a comment.
    case editComment = "comments.edit"
    /// Deletes or restores a comment.
    case deleteComment = "comments.delete"
    /// The Atom feed of a post's comments.
    case commentFeed = "comments.feed"
    /// The moderation queue.
    case moderation = "moderation.queue"
    /// The log of moderation.
    case moderationLog = "moderation.log"
    /// What staff does to a post.
    case moderatePost = "moderation.post"
    /// What staff does to a comment.
    case moderateComment = "moderation.comment"
    /// What staff does to a user.
    case moderateUser = "moderation.user"
    /// The form that reports a post or comment to staff.
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
