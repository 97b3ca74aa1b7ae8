import CGIKit
import Site

/// The empty forms that the site's pages show, for previews of their templates.
enum PreviewForms {
    /// The form that a page gives to its template; nil if it gives none.
    static func form(of template: String) -> Form? {
        switch template {
        case "users/login.html": LoginForm()
        case "users/logout.html": LogoutForm()
        case "users/register.html": RegisterForm()
        case "users/edit.html": ProfileForm()
        case "users/password.html": PasswordForm()
        case "users/lost_password.html": LostPasswordForm()
        case "users/reset_password.html": NewPasswordForm()
        case "users/change_email.html": EmailForm()
        case "users/notices.html": NoticesForm()
        case "users/confirm.html", "users/revert_email.html", "users/sessions.html", "users/thread_notices.html":
            ConfirmForm()
        case "posts/edit.html": PostForm()
        case "posts/delete.html", "posts/publish.html", "comments/delete.html": ConfirmForm()
        case "comments/new.html", "comments/edit.html": CommentForm()
        case "moderation/act.html": ModerationForm()
        case "moderation/report.html": ReportForm()
        default: nil
        }
    }
}
