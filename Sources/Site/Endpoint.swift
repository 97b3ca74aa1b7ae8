import CGIKit

/// The site's routes, by the names that `url_for` takes.
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

    /// A form is shown for GET and read for POST.
    enum Methods: Sendable { case get, post, form }

    enum Access: Sendable { case everybody, signedIn, staff }

    typealias Row = (folder: String, rest: String, script: String, methods: Methods, access: Access)

    /// All routes. Links, web servers' configurations and the names that no user may have are derived from them; `sitectl routes`
    /// prints them.
    ///
    /// Web servers map a folder to a script, which handles the paths below it. Elsewhere scripts have their own URLs, such as
    /// `cgi-bin/cgi-posts`: the rest of the path is then below that. A route outside its script's folder has none.
    // swift-format-ignore
    @inline(__always) var row: Row {
        switch self {
        // endpoint               folder             rest of the path               script          methods who may request it
        case .index:            ("",                "/",                            "cgi-posts",    .get,  .everybody)
        case .login:            ("/users/login",    "/",                            "cgi-login",    .form, .everybody)
        case .logout:           ("/users/logout",   "/",                            "cgi-logout",   .post, .everybody)
        case .register:         ("/users/register", "/",                            "cgi-register", .form, .everybody)
        case .home:             ("/users/me",       "/",                            "cgi-profile",  .get,  .signedIn)
        case .edit:             ("/users",          "/me/edit/",                    "cgi-profile",  .form, .signedIn)
        case .password:         ("/users",          "/me/password/",                "cgi-profile",  .form, .signedIn)
        case .sessions:         ("/users",          "/me/sessions/",                "cgi-profile",  .form, .signedIn)
        case .changeEmail:      ("/users",          "/me/email/",                   "cgi-profile",  .form, .signedIn)
        case .confirmChange:    ("/users",          "/me/email/change",             "cgi-profile",  .form, .everybody)
        case .revertEmail:      ("/users",          "/me/email/revert",             "cgi-profile",  .form, .everybody)
        case .confirmEmail:     ("/users",          "/me/email/confirm",            "cgi-profile",  .form, .everybody)
        case .mailConfirmation: ("/users",          "/me/email/mail",               "cgi-profile",  .form, .signedIn)
        case .notices:          ("/users",          "/me/notices/",                 "cgi-profile",  .form, .signedIn)
        case .stopNotices:      ("/users",          "/me/notices/stop",             "cgi-profile",  .form, .everybody)
        case .threadNotices:    ("/users",          "/me/notices/<post>",           "cgi-profile",  .form, .signedIn)
        case .lostPassword:     ("/users/password", "/",                            "cgi-password", .form, .everybody)
        case .resetPassword:    ("/users/password", "/reset",                       "cgi-password", .form, .everybody)
        case .profile:          ("/users",          "/<name>/",                     "cgi-profile",  .get,  .everybody)
        case .posts:            ("/posts",          "/",                            "cgi-posts",    .get,  .everybody)
        case .post:             ("/posts",          "/<post>",                      "cgi-posts",    .get,  .everybody)
        case .newPost:          ("/posts",          "/new",                         "cgi-posts",    .form, .signedIn)
        case .editPost:         ("/posts",          "/<post>/edit",                 "cgi-posts",    .form, .signedIn)
        case .publishPost:      ("/posts",          "/<post>/publish",              "cgi-posts",    .form, .signedIn)
        case .deletePost:       ("/posts",          "/<post>/delete",               "cgi-posts",    .form, .signedIn)
        case .revisions:        ("/posts",          "/<post>/revisions",            "cgi-posts",    .get,  .signedIn)
        case .drafts:           ("/posts",          "/drafts",                      "cgi-posts",    .get,  .signedIn)
        case .postsBy:          ("/posts",          "/by/<name>",                   "cgi-posts",    .get,  .everybody)
        case .postsTagged:      ("/posts",          "/tag/<tag>",                   "cgi-posts",    .get,  .everybody)
        case .searchPosts:      ("/posts",          "/search",                      "cgi-posts",    .get,  .everybody)
        case .feed:             ("/posts",          "/feed.atom",                   "cgi-posts",    .get,  .everybody)
        case .feedBy:           ("/posts",          "/by/<name>/feed.atom",         "cgi-posts",    .get,  .everybody)
        case .feedTagged:       ("/posts",          "/tag/<tag>/feed.atom",         "cgi-posts",    .get,  .everybody)
        case .sitemap:          ("",                "/sitemap.xml",                 "cgi-posts",    .get,  .everybody)
        case .robots:           ("",                "/robots.txt",                  "cgi-posts",    .get,  .everybody)
        case .changePassword:   ("",                "/.well-known/change-password", "cgi-profile",  .get,  .everybody)
        case .newComment:       ("/comments",       "/new/<post>",                  "cgi-comments", .form, .signedIn)
        case .comment:          ("/comments",       "/<comment>",                   "cgi-comments", .get,  .everybody)
        case .editComment:      ("/comments",       "/<comment>/edit",              "cgi-comments", .form, .signedIn)
        case .deleteComment:    ("/comments",       "/<comment>/delete",            "cgi-comments", .form, .signedIn)
        case .commentFeed:      ("/comments",       "/on/<post>/feed.atom",         "cgi-comments", .get,  .everybody)
        case .moderation:       ("/moderation",     "/",                            "cgi-admin",    .get,  .staff)
        case .moderationLog:    ("/moderation",     "/log",                         "cgi-admin",    .get,  .staff)
        case .moderatePost:     ("/moderation",     "/post/<post>",                 "cgi-admin",    .form, .staff)
        case .moderateComment:  ("/moderation",     "/comment/<comment>",           "cgi-admin",    .form, .staff)
        case .moderateUser:     ("/moderation",     "/user/<name>",                 "cgi-admin",    .form, .staff)
        case .report:           ("/moderation",     "/report/<post>",               "cgi-admin",    .form, .signedIn)
        }
    }
}
