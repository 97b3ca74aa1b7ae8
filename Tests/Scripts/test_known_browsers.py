"""Browsers in which somebody has signed in: strangers' guesses do not keep their owners out."""

from concurrent.futures import ThreadPoolExecutor

from conftest import PASSWORD
from test_guessing import EMAIL, refused

OTHER = "battery staple"


def guess_until_refused(stranger):
    for _ in range(5):
        assert stranger.sign_in(EMAIL, "tr0ub4dor").status == 200
    refused(stranger.sign_in(EMAIL, "tr0ub4dor"))


def known(visitor):
    return [name for name in visitor.cookies if name.startswith("known_device_")]


def test_who_changes_the_password_stays_known(zoe, new_visitor):
    answer = zoe.submit("/users/me/password/", current=PASSWORD, password=OTHER, confirm=OTHER)
    assert answer.status == 303
    zoe.sign_out()
    guess_until_refused(new_visitor())
    assert zoe.sign_in(EMAIL, OTHER).status == 303


def test_a_stronger_hash_of_the_same_password_keeps_browsers_known(zoe, new_visitor, database):
    laptop, phone = new_visitor(), new_visitor(environment={"SITE_PASSWORD_SCRYPT": "65536:8:1"})
    assert laptop.sign_in().status == 303
    laptop.sign_out()
    assert phone.sign_in().status == 303
    assert database.execute("SELECT password LIKE 'scrypt:65536:%' FROM users_user").fetchone() == (1,)
    guess_until_refused(new_visitor())
    assert laptop.sign_in().status == 303


def test_three_first_sign_ins_at_once_all_succeed(add_user, new_visitor):
    add_user(method="pbkdf2:sha256:1000")
    visitors = [new_visitor() for _ in range(3)]
    forms = [visitor.page("/users/login/").form.fields for visitor in visitors]

    def sign_in(number):
        form = {**forms[number], "email": EMAIL, "password": PASSWORD}
        return visitors[number].post("/users/login/", form, timeout=90).status

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(sign_in, range(3))) == [303, 303, 303]


def test_a_browser_is_known_for_eight_accounts_at_most(add_user, visitor):
    for number in range(11):
        add_user(f"Zoe {number}", f"zoe-{number}@example.org", method="pbkdf2:sha256:1000")
    for number in range(11):
        assert visitor.sign_in(f"zoe-{number}@example.org").status == 303
        visitor.sign_out()
        assert len(known(visitor)) <= 8
    names = known(visitor)
    assert len(names) == 8 and "known_device_11" in names
    # One that is there already makes no other give way.
    assert visitor.sign_in("zoe-10@example.org").status == 303
    assert sorted(known(visitor)) == sorted(names)
