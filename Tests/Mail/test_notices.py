"""Who is answered learns of it by mail: once a thread until they have been back there, and never against their will."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from members import link_to, links, mail_to, member, register, visitor
from support.page import Page

STOP = "/users/me/notices/stop"


def stop_links(received) -> list:
    """The links that stop messages of the thread, and all."""
    return [address for address in links(received) if address.startswith(STOP)]


@pytest.fixture
def thread(site, server):
    """A post of Zoe's; Ada answers. What was mailed before is forgotten."""
    return Thread(site, server)


class Thread:
    def __init__(self, site, server):
        self.site, self.server = site, server
        self.zoe = member(site, server, "Zoe")
        self.ada = member(site, server, "Ada")
        site.execute("UPDATE users_user SET role = 1 WHERE name = 'Ada'")
        self.post = self.write("A post")
        site.work()
        server.received.clear()

    def write(self, title):
        self.hurry()
        answer = self.zoe.submit("/posts/new", title=title, text="Its text", button="publish")
        assert answer.status == 303
        return answer.header("Location")

    def comment(self, person, text="A **fine** post", to=None, post=None) -> int:
        number = (post or self.post).split("/")[2].split("-")[0]
        self.hurry()
        answer = person.submit(f"/comments/new/{number}" + (f"?to={to}" if to else ""), text=text)
        assert answer.status == 303, Page(answer.text).summary
        return int(answer.header("Location").split("#comment-")[1])

    def told(self):
        """The message with which Zoe learns that Ada has answered."""
        self.comment(self.ada)
        [received] = self.mailed("zoe")
        return received

    def tells_again(self) -> bool:
        """Whether Zoe, who has been back in the thread, learns of another answer."""
        self.zoe.page(self.post)
        self.comment(self.ada)
        return bool(self.mailed("zoe"))

    def hurry(self):
        """Lets everybody write as much in a minute as they like."""
        self.site.execute("DELETE FROM site_event WHERE kind IN (1, 2, 3, 4)")

    def mailed(self, name) -> list:
        """What was sent to somebody since this was asked last."""
        self.site.work()
        found = mail_to(self.server, f"{name}@example.org")
        self.server.received[:] = [received for received in self.server.received if received not in found]
        return found


def test_the_author_of_a_post_is_told_of_a_comment(thread):
    number = thread.comment(thread.ada)
    [received] = thread.mailed("zoe")
    assert received.message["Subject"] == 'Ada replied in "A post"'
    assert "A fine post" in received.message.get_body(["plain"]).get_content()
    answer = thread.zoe.get(link_to(received, f"/comments/{number}"))
    assert answer.header("Location").endswith(f"#comment-{number}")


def test_the_messages_of_a_thread_are_shown_together(thread):
    other = thread.write("Another")
    thread.comment(thread.ada)
    thread.comment(thread.ada, post=other)
    first, second = thread.mailed("zoe")
    thread.zoe.page(thread.post)
    thread.comment(thread.ada)
    [third] = thread.mailed("zoe")
    ties = [(mail.message["In-Reply-To"], mail.message["References"]) for mail in (first, second, third)]
    assert ties[0] == ties[2] != ties[1] and all(one == other for one, other in ties)
    assert ties[0][0].startswith("<") and ties[0][0].endswith("@www.example.org>")
    assert len({mail.id for mail in (first, second, third)}) == 3


def test_paragraphs_of_a_comment_stay_apart(thread):
    thread.comment(thread.ada, text="One & **two**\nthree\n\nFour\n\n- five\n- six")
    [received] = thread.mailed("zoe")
    plain, html = (received.message.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert "\nOne & two three\n\nFour\n\nfive\n\nsix\n\n" in plain.replace("\r\n", "\n")
    for paragraph in ("One &amp; two three", "Four", "five", "six"):
        assert f"<p>{paragraph}</p>" in html


def test_the_author_of_a_comment_is_told_of_an_answer_to_it(thread):
    number = thread.comment(thread.ada)
    thread.comment(thread.zoe, to=number)
    [received] = thread.mailed("ada")
    assert received.message["Subject"] == 'Zoe replied in "A post"'


def test_nobody_is_told_of_their_own_words(thread):
    number = thread.comment(thread.zoe)
    thread.comment(thread.zoe, to=number)
    assert thread.mailed("zoe") == []


def test_there_is_one_message_a_thread_until_its_reader_has_been_back(thread):
    for _ in range(3):
        thread.comment(thread.ada)
    assert len(thread.mailed("zoe")) == 1
    other = thread.write("Another")
    thread.comment(thread.ada, post=other)
    assert len(thread.mailed("zoe")) == 1, "another thread is another"
    thread.zoe.page(other)
    thread.comment(thread.ada)
    assert thread.mailed("zoe") == [], "they have been in the other thread only"
    thread.zoe.page(thread.post)
    thread.comment(thread.ada)
    thread.comment(thread.ada)
    assert len(thread.mailed("zoe")) == 1


def test_a_page_that_the_browser_has_already_counts_as_a_visit(thread):
    tag = thread.zoe.get(thread.post).header("ETag")
    thread.comment(thread.ada)
    thread.mailed("zoe")
    tag = thread.zoe.get(thread.post).header("ETag")
    thread.site.execute("INSERT INTO site_notice VALUES (1, 1, 1, 1)")
    thread.site.execute("UPDATE users_user SET has_notices = 1 WHERE id = 1")
    assert thread.zoe.get(thread.post, headers={"If-None-Match": tag}).status == 304
    assert thread.site.execute("SELECT count(*) FROM site_notice") == [(0,)]


def test_a_comment_that_waits_is_told_of_when_staff_lets_it_through(thread):
    eve = register(thread.site, "Eve", POSTING_NEEDS_CONFIRMED_EMAIL="no")
    thread.server.received.clear()
    number = thread.comment(eve)
    assert thread.mailed("zoe") == []
    answer = thread.ada.submit(f"/moderation/comment/{number}", act="approve")
    assert answer.status == 303, Page(answer.text).summary
    assert len(thread.mailed("zoe")) == 1


def test_nobody_is_told_of_what_stands_under_a_hidden_post(thread):
    eve = register(thread.site, "Eve", POSTING_NEEDS_CONFIRMED_EMAIL="no")
    number = thread.comment(eve)
    thread.mailed("zoe")
    address = "/moderation/post/" + thread.post.split("/")[2].split("-")[0]
    assert thread.ada.submit(address, act="hide", reason="Off topic").status == 303
    assert thread.ada.submit(f"/moderation/comment/{number}", act="approve").status == 303
    assert thread.mailed("zoe") == []


def test_only_confirmed_addresses_get_notices(thread):
    thread.site.execute("UPDATE users_user SET confirmed_email = NULL WHERE name = 'Zoe'")
    thread.comment(thread.ada)
    assert thread.mailed("zoe") == []


def test_closed_accounts_get_none(thread):
    thread.site.execute("UPDATE users_user SET status = 0 WHERE name = 'Zoe'")
    thread.comment(thread.ada)
    assert thread.mailed("zoe") == []


def test_nobody_gets_more_than_ten_an_hour(thread):
    posts = [thread.write(f"Post {number}") for number in range(12)]
    for post in posts:
        thread.comment(thread.ada, post=post)
    assert len(thread.mailed("zoe")) == 10


def test_many_who_answer_at_once_make_one_message(thread):
    people = [member(thread.site, thread.server, f"Bo{number}") for number in range(4)]
    thread.server.received.clear()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(thread.comment, people))
    assert len(thread.mailed("zoe")) == 1


# --- What people choose


def choose(person, frequency):
    answer = person.submit("/users/me/notices/", frequency=frequency)
    assert answer.status == 303, Page(answer.text).errors


def test_whoever_wants_none_gets_none(thread):
    choose(thread.zoe, "off")
    assert thread.zoe.page("/users/me/notices/").form.fields["frequency"] == "off"
    thread.comment(thread.ada)
    assert thread.mailed("zoe") == []
    choose(thread.zoe, "each")
    thread.comment(thread.ada)
    assert len(thread.mailed("zoe")) == 1


def test_a_choice_that_there_is_not_is_refused(thread):
    answer = thread.zoe.submit("/users/me/notices/", frequency="always")
    assert answer.status == 200 and Page(answer.text).summary


def test_once_a_day_all_threads_are_in_one_message(thread):
    choose(thread.zoe, "daily")
    other = thread.write("Another")
    first = thread.comment(thread.ada)
    thread.comment(thread.ada)
    second = thread.comment(thread.ada, post=other)
    assert thread.mailed("zoe") == []
    [[due]] = thread.site.execute("SELECT due_seconds FROM site_outbox WHERE kind = 'digest'")
    assert due % 86400 == 7 * 3600 and 0 < due - time.time() <= 86400
    thread.site.ahead = 86400
    [received] = thread.mailed("zoe")
    assert received.message["Subject"] == "New replies in 2 discussions at My Site"
    assert {urlsplit(address).path for address in links(received)} >= {f"/comments/{first}", f"/comments/{second}"}
    thread.comment(thread.ada)
    thread.site.ahead = 2 * 86400
    assert thread.mailed("zoe") == [], "they were told of this thread, and have not been back"
    thread.zoe.page(thread.post)
    thread.comment(thread.ada)
    thread.site.ahead = 3 * 86400
    assert len(thread.mailed("zoe")) == 1


def test_what_was_read_is_not_in_the_message_of_the_day(thread):
    choose(thread.zoe, "daily")
    thread.comment(thread.ada)
    thread.zoe.page(thread.post)
    thread.site.ahead = 86400
    assert thread.mailed("zoe") == []
    assert thread.site.execute("SELECT count(*) FROM site_outbox WHERE kind = 'digest'") == [(0,)]


def test_a_message_of_the_day_can_be_looked_at_before(thread):
    choose(thread.zoe, "daily")
    thread.comment(thread.ada)
    [[number]] = thread.site.execute("SELECT id FROM site_outbox WHERE kind = 'digest'")
    for _ in range(2):
        shown = thread.site.mail("show", str(number))
        assert shown.returncode == 0 and b"Subject: New replies in 1 discussion at My Site" in shown.stdout


def test_what_was_taken_away_is_told_no_more(thread):
    choose(thread.zoe, "daily")
    number = thread.comment(thread.ada)
    thread.site.execute("UPDATE site_comment SET status = 3 WHERE id = ?", number)
    thread.site.ahead = 86400
    assert thread.mailed("zoe") == []
    thread.comment(thread.ada)
    thread.site.ahead = 2 * 86400
    assert len(thread.mailed("zoe")) == 1


def test_who_turns_them_off_gets_no_message_of_the_day_either(thread):
    choose(thread.zoe, "daily")
    thread.comment(thread.ada)
    choose(thread.zoe, "off")
    thread.site.ahead = 86400
    assert thread.mailed("zoe") == []


def test_a_message_of_the_day_that_is_tried_again_says_the_same(thread):
    choose(thread.zoe, "daily")
    thread.comment(thread.ada)
    thread.site.ahead = 86400
    thread.server.faults.rcpt = {"zoe@example.org": ["450 Later"]}
    assert thread.mailed("zoe") == []
    thread.zoe.page(thread.post)
    thread.site.ahead = 86400 + 7200
    [received] = thread.mailed("zoe")
    assert received.message["Subject"] == "New replies in 1 discussion at My Site"


def test_a_thread_can_be_muted_and_heard_again(thread):
    number = thread.post.split("/")[2].split("-")[0]
    assert f"/users/me/notices/{number}" in thread.zoe.get(thread.post).text
    assert thread.zoe.submit(f"/users/me/notices/{number}", button="mute").status == 303
    assert "A post" in thread.zoe.page("/users/me/notices/").text
    thread.zoe.page(thread.post)
    thread.comment(thread.ada)
    assert thread.mailed("zoe") == []
    assert thread.zoe.submit(f"/users/me/notices/{number}", button="unmute").status == 303
    thread.comment(thread.ada)
    assert len(thread.mailed("zoe")) == 1


def test_a_thread_does_not_promise_mail_to_who_wants_none(thread):
    address = f"/users/me/notices/{thread.post.split('/')[2].split('-')[0]}"
    assert "You get an email when" in thread.zoe.page(address).text
    assert thread.zoe.submit("/users/me/notices/", frequency="off").status == 303
    page = thread.zoe.get(address).text
    assert "You have turned off notifications for all discussions" in page and "You get an email when" not in page
    assert '<a href="/users/me/notices/">Change your' in page
    thread.zoe.submit(address, button="mute")
    thread.zoe.submit(address, button="unmute")
    assert "The discussion is no longer muted." in thread.zoe.page(thread.post).text


# --- What messages offer


def test_mail_programs_unsubscribe_with_one_click(thread):
    received = thread.told()
    assert received.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = received.message["List-Unsubscribe"].strip("<>").replace("https://www.example.org", "")
    stranger = visitor(thread.site)
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status == 200 and answer.header("Set-Cookie") is None
    assert not thread.tells_again()
    assert thread.site.execute("SELECT notices FROM users_user WHERE name = 'Zoe'") == [(0,)]


def test_looking_at_the_link_does_nothing(thread):
    stop_thread, stop_all = stop_links(thread.told())
    for address in (stop_thread, stop_all):
        assert visitor(thread.site).get(address).status == 200
    assert thread.tells_again()


def test_a_link_mutes_the_thread_of_its_message(thread):
    stop_thread = stop_links(thread.told())[0]
    person = visitor(thread.site)
    answer = person.post(stop_thread, person.page(stop_thread).form.fields)
    assert "about this discussion" in Page(answer.text).text
    assert not thread.tells_again()
    thread.comment(thread.ada, post=thread.write("Another"))
    assert len(thread.mailed("zoe")) == 1


def test_no_other_token_stops_anything(thread):
    stop = stop_links(thread.told())[0]
    for address in (STOP, f"{STOP}?token=x", stop[:-2]):
        assert visitor(thread.site).post(address).status == 410
    assert thread.site.execute("SELECT notices FROM users_user WHERE name = 'Zoe'") == [(None,)]
