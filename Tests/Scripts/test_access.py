"""Each route has a handler with the methods of the table of routes (`sitectl routes`), for those who may come in there."""

import re

import pytest
from discussion import STAFF, comment, number, write_post

from support.sitectl import routes

PLACES = {"<name>": "Ada", "<post>": "1", "<comment>": "1", "<tag>": "bees"}


@pytest.fixture
def ada(people):
    """Whose post and comment are where the paths lead."""
    ada = people("Ada")
    answer = ada.submit("/posts/new", title="Of bees", text="They hum.", tags="bees", button="publish")
    assert number(answer.header("Location")) == comment(ada, answer.header("Location"), "All day.") == 1
    return ada


def request(visitor, route, method=None):
    path = re.sub("<[a-z]+>", lambda match: PLACES[match[0]], route.path)
    method = method or route.methods[0]
    return visitor.request(method, path, form={} if method == "POST" else None)


def leads_to_sign_in(answer):
    return answer.status in (302, 303) and "/users/login/?next=" in answer.header("Location")


def test_visitors_have_to_sign_in_except_where_everybody_may_come_in(ada, new_visitor):
    visitor = new_visitor()
    open_ones = {route.endpoint for route in routes() if not leads_to_sign_in(request(visitor, route))}
    assert open_ones == {route.endpoint for route in routes() if route.who == "everybody"}


def test_only_staff_may_come_in_where_the_table_says_staff(ada, people):
    answers = {route.endpoint: request(ada, route).text for route in routes()}
    refused = {endpoint for endpoint, text in answers.items() if "Only staff can see this page." in text}
    assert refused == {route.endpoint for route in routes() if route.who == "staff"}

    mo = people("Mo", role=STAFF)
    assert {request(mo, route).status for route in routes() if route.who == "staff"} == {200}


def test_every_route_has_a_handler_in_its_script(ada):
    assert [route for route in routes() if request(ada, route).status in (404, 500)] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_methods_are_refused(ada, method):
    for route in routes():
        if method not in route.methods:
            assert request(ada, route, method).status == 405, route
