"""The main thing people do, by HTTP."""

from .client import Client


def visit(client: Client):
    """Registers, looks around, signs out and in again, under either kind of address."""
    person = client.person
    answer = client.register(person)
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("home"))
    assert f"Hi {person.name}!" in client.get("home").text

    answer = client.submit("edit", name=person.name + "!")
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("home"))
    answer = client.submit("password", current=person.password, password="a new one", confirm="a new one")
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("home"))
    assert f"Hi {person.name}!!" in client.get("home").text

    answer = client.submit("logout", page="home")
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("login"))
    answer = client.get("edit")
    assert answer.status_code == 302 and answer.headers["Location"].startswith(client.address("login") + "?next=")
    person.password = "a new one"
    answer = client.submit("login", email=person.email, password=person.password)
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("index"))
    assert f"Welcome {person.name}!" in client.get("index").text
