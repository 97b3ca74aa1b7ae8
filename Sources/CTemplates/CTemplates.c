#include "CTemplates.h"
#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

/* A new file in templates/ is added in two places here; a test compares the list with the folder. */
static const unsigned char base[] = {
#embed "../../templates/base.html"
};
static const unsigned char not_found[] = {
#embed "../../templates/404.html"
};
static const unsigned char error[] = {
#embed "../../templates/error.html"
};
static const unsigned char forms_barred[] = {
#embed "../../templates/forms/barred.html"
};
static const unsigned char forms_errors[] = {
#embed "../../templates/forms/errors.html"
};
static const unsigned char forms_invalid[] = {
#embed "../../templates/forms/invalid.html"
};
static const unsigned char forms_macros[] = {
#embed "../../templates/forms/macros.html"
};
static const unsigned char users_menu[] = {
#embed "../../templates/users/menu.html"
};
static const unsigned char users_login[] = {
#embed "../../templates/users/login.html"
};
static const unsigned char users_register[] = {
#embed "../../templates/users/register.html"
};
static const unsigned char users_logout[] = {
#embed "../../templates/users/logout.html"
};
static const unsigned char users_profile[] = {
#embed "../../templates/users/profile.html"
};
static const unsigned char users_public[] = {
#embed "../../templates/users/public.html"
};
static const unsigned char users_edit[] = {
#embed "../../templates/users/edit.html"
};
static const unsigned char users_password[] = {
#embed "../../templates/users/password.html"
};
static const unsigned char users_lost_password[] = {
#embed "../../templates/users/lost_password.html"
};
static const unsigned char users_reset_password[] = {
#embed "../../templates/users/reset_password.html"
};
static const unsigned char users_sessions[] = {
#embed "../../templates/users/sessions.html"
};
static const unsigned char users_change_email[] = {
#embed "../../templates/users/change_email.html"
};
static const unsigned char users_confirm[] = {
#embed "../../templates/users/confirm.html"
};
static const unsigned char users_revert_email[] = {
#embed "../../templates/users/revert_email.html"
};
static const unsigned char users_notices[] = {
#embed "../../templates/users/notices.html"
};
static const unsigned char users_thread_notices[] = {
#embed "../../templates/users/thread_notices.html"
};
static const unsigned char users_stop_notices[] = {
#embed "../../templates/users/stop_notices.html"
};
static const unsigned char posts_list[] = {
#embed "../../templates/posts/list.html"
};
static const unsigned char posts_index[] = {
#embed "../../templates/posts/index.html"
};
static const unsigned char posts_search_form[] = {
#embed "../../templates/posts/search_form.html"
};
static const unsigned char posts_by[] = {
#embed "../../templates/posts/by.html"
};
static const unsigned char posts_tag[] = {
#embed "../../templates/posts/tag.html"
};
static const unsigned char posts_drafts[] = {
#embed "../../templates/posts/drafts.html"
};
static const unsigned char posts_search[] = {
#embed "../../templates/posts/search.html"
};
static const unsigned char posts_post[] = {
#embed "../../templates/posts/post.html"
};
static const unsigned char posts_status[] = {
#embed "../../templates/posts/status.html"
};
static const unsigned char posts_edit[] = {
#embed "../../templates/posts/edit.html"
};
static const unsigned char posts_publish[] = {
#embed "../../templates/posts/publish.html"
};
static const unsigned char posts_current[] = {
#embed "../../templates/posts/current.html"
};
static const unsigned char posts_delete[] = {
#embed "../../templates/posts/delete.html"
};
static const unsigned char posts_revisions[] = {
#embed "../../templates/posts/revisions.html"
};

static const unsigned char comments_comment[] = {
#embed "../../templates/comments/comment.html"
};
static const unsigned char comments_delete[] = {
#embed "../../templates/comments/delete.html"
};
static const unsigned char comments_edit[] = {
#embed "../../templates/comments/edit.html"
};
static const unsigned char comments_form[] = {
#embed "../../templates/comments/form.html"
};
static const unsigned char comments_new[] = {
#embed "../../templates/comments/new.html"
};
static const unsigned char comments_thread[] = {
#embed "../../templates/comments/thread.html"
};
static const unsigned char moderation_act[] = {
#embed "../../templates/moderation/act.html"
};
static const unsigned char moderation_history[] = {
#embed "../../templates/moderation/history.html"
};
static const unsigned char moderation_log[] = {
#embed "../../templates/moderation/log.html"
};
static const unsigned char moderation_queue[] = {
#embed "../../templates/moderation/queue.html"
};
static const unsigned char moderation_reports[] = {
#embed "../../templates/moderation/reports.html"
};
static const unsigned char moderation_report[] = {
#embed "../../templates/moderation/report.html"
};
static const unsigned char moderation_texts[] = {
#embed "../../templates/moderation/texts.html"
};

/* Mail is rendered by the worker, which is not one of the release scripts. */
#ifndef CTRIM
static const unsigned char emails_base_html[] = {
#embed "../../templates/emails/base.html"
};
static const unsigned char emails_test_html[] = {
#embed "../../templates/emails/test.html"
};
static const unsigned char emails_test_txt[] = {
#embed "../../templates/emails/test.txt"
};
static const unsigned char emails_welcome_html[] = {
#embed "../../templates/emails/welcome.html"
};
static const unsigned char emails_welcome_txt[] = {
#embed "../../templates/emails/welcome.txt"
};
static const unsigned char emails_confirm_html[] = {
#embed "../../templates/emails/confirm.html"
};
static const unsigned char emails_confirm_txt[] = {
#embed "../../templates/emails/confirm.txt"
};
static const unsigned char emails_confirm_change_html[] = {
#embed "../../templates/emails/confirm_change.html"
};
static const unsigned char emails_confirm_change_txt[] = {
#embed "../../templates/emails/confirm_change.txt"
};
static const unsigned char emails_email_changed_html[] = {
#embed "../../templates/emails/email_changed.html"
};
static const unsigned char emails_email_changed_txt[] = {
#embed "../../templates/emails/email_changed.txt"
};
static const unsigned char emails_reset_html[] = {
#embed "../../templates/emails/reset.html"
};
static const unsigned char emails_reset_txt[] = {
#embed "../../templates/emails/reset.txt"
};
static const unsigned char emails_password_changed_html[] = {
#embed "../../templates/emails/password_changed.html"
};
static const unsigned char emails_password_changed_txt[] = {
#embed "../../templates/emails/password_changed.txt"
};
static const unsigned char emails_reply_html[] = {
#embed "../../templates/emails/reply.html"
};
static const unsigned char emails_reply_txt[] = {
#embed "../../templates/emails/reply.txt"
};
static const unsigned char emails_moderation_html[] = {
#embed "../../templates/emails/moderation.html"
};
static const unsigned char emails_moderation_txt[] = {
#embed "../../templates/emails/moderation.txt"
};
static const unsigned char emails_digest_html[] = {
#embed "../../templates/emails/digest.html"
};
static const unsigned char emails_digest_txt[] = {
#embed "../../templates/emails/digest.txt"
};
static const unsigned char emails_failures_html[] = {
#embed "../../templates/emails/failures.html"
};
static const unsigned char emails_failures_txt[] = {
#embed "../../templates/emails/failures.txt"
};
#endif

#define TEMPLATE(name, source) { name, source, sizeof source }

static const ctemplates_template all[] = {
    TEMPLATE("base.html", base),
    TEMPLATE("404.html", not_found),
    TEMPLATE("error.html", error),
    TEMPLATE("forms/barred.html", forms_barred),
    TEMPLATE("forms/errors.html", forms_errors),
    TEMPLATE("forms/invalid.html", forms_invalid),
    TEMPLATE("forms/macros.html", forms_macros),
    TEMPLATE("users/menu.html", users_menu),
    TEMPLATE("users/login.html", users_login),
    TEMPLATE("users/register.html", users_register),
    TEMPLATE("users/logout.html", users_logout),
    TEMPLATE("users/profile.html", users_profile),
    TEMPLATE("users/public.html", users_public),
    TEMPLATE("users/edit.html", users_edit),
    TEMPLATE("users/password.html", users_password),
    TEMPLATE("users/lost_password.html", users_lost_password),
    TEMPLATE("users/reset_password.html", users_reset_password),
    TEMPLATE("users/sessions.html", users_sessions),
    TEMPLATE("users/change_email.html", users_change_email),
    TEMPLATE("users/confirm.html", users_confirm),
    TEMPLATE("users/revert_email.html", users_revert_email),
    TEMPLATE("users/notices.html", users_notices),
    TEMPLATE("users/thread_notices.html", users_thread_notices),
    TEMPLATE("users/stop_notices.html", users_stop_notices),
    TEMPLATE("posts/list.html", posts_list),
    TEMPLATE("posts/index.html", posts_index),
    TEMPLATE("posts/search_form.html", posts_search_form),
    TEMPLATE("posts/by.html", posts_by),
    TEMPLATE("posts/tag.html", posts_tag),
    TEMPLATE("posts/drafts.html", posts_drafts),
    TEMPLATE("posts/search.html", posts_search),
    TEMPLATE("posts/post.html", posts_post),
    TEMPLATE("posts/status.html", posts_status),
    TEMPLATE("posts/edit.html", posts_edit),
    TEMPLATE("posts/publish.html", posts_publish),
    TEMPLATE("posts/current.html", posts_current),
    TEMPLATE("posts/delete.html", posts_delete),
    TEMPLATE("posts/revisions.html", posts_revisions),
    TEMPLATE("comments/comment.html", comments_comment),
    TEMPLATE("comments/delete.html", comments_delete),
    TEMPLATE("comments/edit.html", comments_edit),
    TEMPLATE("comments/form.html", comments_form),
    TEMPLATE("comments/new.html", comments_new),
    TEMPLATE("comments/thread.html", comments_thread),
    TEMPLATE("moderation/act.html", moderation_act),
    TEMPLATE("moderation/history.html", moderation_history),
    TEMPLATE("moderation/log.html", moderation_log),
    TEMPLATE("moderation/queue.html", moderation_queue),
    TEMPLATE("moderation/reports.html", moderation_reports),
    TEMPLATE("moderation/report.html", moderation_report),
    TEMPLATE("moderation/texts.html", moderation_texts),
#ifndef CTRIM
    TEMPLATE("emails/base.html", emails_base_html),
    TEMPLATE("emails/test.html", emails_test_html),
    TEMPLATE("emails/test.txt", emails_test_txt),
    TEMPLATE("emails/welcome.html", emails_welcome_html),
    TEMPLATE("emails/welcome.txt", emails_welcome_txt),
    TEMPLATE("emails/confirm.html", emails_confirm_html),
    TEMPLATE("emails/confirm.txt", emails_confirm_txt),
    TEMPLATE("emails/confirm_change.html", emails_confirm_change_html),
    TEMPLATE("emails/confirm_change.txt", emails_confirm_change_txt),
    TEMPLATE("emails/email_changed.html", emails_email_changed_html),
    TEMPLATE("emails/email_changed.txt", emails_email_changed_txt),
    TEMPLATE("emails/reset.html", emails_reset_html),
    TEMPLATE("emails/reset.txt", emails_reset_txt),
    TEMPLATE("emails/password_changed.html", emails_password_changed_html),
    TEMPLATE("emails/password_changed.txt", emails_password_changed_txt),
    TEMPLATE("emails/reply.html", emails_reply_html),
    TEMPLATE("emails/reply.txt", emails_reply_txt),
    TEMPLATE("emails/moderation.html", emails_moderation_html),
    TEMPLATE("emails/moderation.txt", emails_moderation_txt),
    TEMPLATE("emails/digest.html", emails_digest_html),
    TEMPLATE("emails/digest.txt", emails_digest_txt),
    TEMPLATE("emails/failures.html", emails_failures_html),
    TEMPLATE("emails/failures.txt", emails_failures_txt),
#endif
};

const size_t ctemplates_count = sizeof all / sizeof all[0];

const ctemplates_template *ctemplates_at(size_t index) {
    return index < ctemplates_count ? &all[index] : NULL;
}

const ctemplates_template *ctemplates_named(const char *name) {
    for (size_t index = 0; index < ctemplates_count; index++)
        if (strcmp(all[index].name, name) == 0) return &all[index];
    return NULL;
}
