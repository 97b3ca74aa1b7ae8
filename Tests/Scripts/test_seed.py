"""sitectl seed: made-up members, posts and comments are as the site's own."""

import re

import pytest

from support.sitectl import sitectl


@pytest.fixture
def seed(data):
    """Runs sitectl seed on the test's own data folder; its exit code, and what it says."""

    def run(*arguments):
        done = sitectl("seed", *arguments, environment={"SITE_CONFIG": str(data / "site.conf")})
        return done.returncode, done.stderr.decode()

    return run


def test_pages_show_what_was_seeded(seed, visitor, database):
    code, said = seed("--users", "10", "--posts", "60", "--comments", "300", "--password", "a secret")
    assert code == 0, said
    assert re.search(r"\d+ made in \d+\.\d s", said)
    counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("users_user", "site_post", "site_comment")]
    assert counts == [10, 60, 300]
    wrong = database.execute(
        "SELECT count(*) FROM site_post AS post WHERE comment_count <>"
        " (SELECT count(*) FROM site_comment WHERE post_id = post.id)"
    ).fetchone()
    assert wrong == (0,)
    page = visitor.get("/").text
    assert len(re.findall("<h2>", page)) == 20
    address = re.search(r'<h2><a href="([^"]*)"', page)[1]
    assert visitor.get(address).status == 200
    assert len(re.findall("<h2>", visitor.get("/posts/search?q=%22no+17%22").text)) == 1
    [name, email] = database.execute("SELECT name, email FROM users_user WHERE id = 3").fetchone()
    assert visitor.sign_in(email, "a secret").status == 303
    assert visitor.name == name


def test_what_is_there_stays(seed, database):
    for _ in range(2):
        assert seed("--users", "2", "--posts", "3", "--comments", "4")[0] == 0
    assert database.execute("SELECT count(*) FROM site_post").fetchone() == (6,)
    assert database.execute("SELECT count(*), sum(comment_count) FROM site_post").fetchone() == (6, 8)


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--password", "short"], "A password needs at least 8 characters; this one has 5."),
        (["--posts=-1"], "Numbers cannot be negative."),
        (["--users", "0"], "Posts need members who write them: --users 1 or more."),
        (["--posts", "0"], "Comments need posts: --posts 1 or more."),
    ],
)
def test_numbers_that_make_no_sense_are_refused(seed, data, arguments, message):
    code, said = seed(*arguments)
    assert code != 0 and message in said
    assert not (data / "app.db").exists()
