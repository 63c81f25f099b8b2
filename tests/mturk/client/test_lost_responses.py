"""Responses that are cut off: the real marketplace behind a proxy that cuts each of its responses at any byte."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config  # type: ignore[import-untyped]
from sqlalchemy import func, select

import questionforms.mturk
from questionforms import FreeTextAnswer, Question, QuestionForm
from questionforms.exceptions import HITAlreadyExists, LostResponse
from questionforms.marketplace.store import HIT, QualificationType
from questionforms.mturk import (
    assignments,
    connect,
    create_hit,
    create_hit_type,
    create_hit_with_hit_type,
    create_qualification_type,
    update_qualification_type,
    wait,
)
from questionforms.mturk.client.call import ATTEMPTS
from questionforms.mturk.client.lost_responses import LISTS, MEMBERS
from tests.long_runs import FACTOR, WHOLE
from tests.mturk.cutting import CuttingProxy, cutting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

FORM = QuestionForm(Question("why", "Why?", FreeTextAnswer(), required=True))
TYPE: dict[str, Any] = {"title": "Read", "description": "Say", "reward": "0.05", "duration": 600}
OWN: dict[str, Any] = {"lifetime": 3_600}
#: In `make test`, each response is cut at this many places.
FEW = 4


@pytest.fixture
def proxy(mturk_marketplace: Running) -> Iterator[CuttingProxy]:
    """A proxy in front of an empty marketplace."""
    with cutting(mturk_marketplace.address) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: CuttingProxy) -> Iterator[Any]:
    """A client that calls the marketplace through the proxy, without any retries of boto3's."""
    client = connect(proxy.url, config=Config(retries={"total_max_attempts": 1}))
    yield client
    client.close()


class World:
    """What the calls need: a HIT with an assignment, a HIT type, and a qualification type."""

    def __init__(self, client: Any, worker: Worker) -> None:
        self.client = client
        self.hit = create_hit(client, FORM, **TYPE, **OWN)
        worker.answer(self.hit, {"why": "so"})
        self.type = create_hit_type(client, **TYPE)
        self.qualification = create_qualification_type(client, "Buses", "Knows buses")


#: What is called, and with which number of a run; each returns what identifies its result.
CALLS: dict[str, Callable[[World, str], Any]] = {
    "create_hit": lambda world, _: create_hit(world.client, FORM, **TYPE, **OWN).title,
    "create_hit with a token": lambda world, run: create_hit(world.client, FORM, **TYPE, **OWN, token=run).title,
    "create_hit_with_hit_type": lambda world, _: (
        create_hit_with_hit_type(world.client, world.type, FORM, **OWN).type_id
    ),
    "create_hit_type": lambda world, _: create_hit_type(world.client, **TYPE).id,
    "create_qualification_type": lambda world, run: (
        create_qualification_type(world.client, f"Trams {run}", "Knows trams", keywords=["a", "b"]).description
    ),
    "update_qualification_type": lambda world, _: (
        update_qualification_type(world.client, world.qualification, description="Knows trams").description
    ),
    "assignments": lambda world, _: [each.answers_xml for each in assignments(world.client, world.hit)],
    "wait": lambda world, _: [each.answers_xml for each in wait(world.client, world.hit, timeout=0)],
}
#: How many HITs, and qualification types, a call creates.
CREATED = {
    "create_hit": (1, 0),
    "create_hit with a token": (1, 0),
    "create_hit_with_hit_type": (1, 0),
    "create_qualification_type": (0, 1),
}
#: The responses before the one that is cut: the first attempt is whole, or lost.
BEFORE: tuple[list[int | None], ...] = ([], [0])


def rows(marketplace: Running) -> tuple[int, int]:
    """How many HITs and qualification types there are."""
    with marketplace.database.transaction() as session:
        hits, types = (session.scalar(select(func.count()).select_from(kind)) for kind in (HIT, QualificationType))
        return hits or 0, types or 0


def runs(make: Callable[[], Any], proxy: CuttingProxy, most: int | None) -> Iterator[list[int | None]]:
    """Where the responses to a call are cut: each at every byte, or at most at this many places, the last included."""
    for before in BEFORE:
        proxy.sizes.clear()
        proxy.cuts = list(before)
        make()
        for index, size in enumerate(proxy.sizes[len(before) :]):
            for place in range(size - 1, -1, -1 if most is None else -max(1, size // most)):
                yield [*before, *[None] * index, place]


@pytest.fixture
def world(client: Any, mturk_worker: Worker) -> World:
    """A HIT, its assignment, and types."""
    return World(client, mturk_worker)


@pytest.mark.parametrize("call", CALLS)
def test_a_response_that_is_cut_is_asked_for_again(
    call: str, world: World, proxy: CuttingProxy, mturk_marketplace: Running
) -> None:
    """Wherever a response is cut, the call returns what it would have, and creates nothing twice."""
    before, made = rows(mturk_marketplace), 0

    def make() -> Any:
        nonlocal made
        made += 1
        return CALLS[call](world, str(made))

    expected = make()
    for cuts in runs(make, proxy, FEW):
        proxy.cuts = list(cuts)
        assert make() == expected, cuts
        assert not proxy.cuts
    assert rows(mturk_marketplace) == tuple(
        old + made * new for old, new in zip(before, CREATED.get(call, (0, 0)), strict=True)
    )


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("call", CALLS)
def test_a_response_that_is_cut_at_any_byte(call: str, world: World, proxy: CuttingProxy) -> None:
    """The same at every byte of every response, or at 120 places in CI, with the marketplace's responses replayed."""

    def make() -> Any:
        proxy.created.clear()
        made = CALLS[call](world, "second")
        assert len(proxy.created) == sum(CREATED.get(call, (0, 0)))
        return made

    expected = CALLS[call](world, "first")
    proxy.cuts = [0]
    CALLS[call](world, "second")
    proxy.is_replaying = True
    for cuts in runs(make, proxy, None if FACTOR >= WHOLE else 120):
        proxy.cuts = list(cuts)
        assert make() == expected, cuts
        assert not proxy.cuts


@pytest.mark.parametrize("place", [0, 9, 40, -40, -1])
def test_a_hit_is_found_by_the_token_of_the_error(
    world: World, proxy: CuttingProxy, mturk_marketplace: Running, place: int
) -> None:
    """If each response is cut, the exception has the token, and the same call with it names the only HIT."""
    hits, _ = rows(mturk_marketplace)
    proxy.cuts = [place] * ATTEMPTS
    with pytest.raises(LostResponse) as caught:
        create_hit(world.client, FORM, **TYPE, **OWN)
    assert rows(mturk_marketplace)[0] == hits + 1
    with pytest.raises(HITAlreadyExists) as found:
        create_hit(world.client, FORM, **TYPE, **OWN, token=caught.value.token)
    hit_id = found.value.hit_id
    assert hit_id is not None
    assert world.client.get_hit(HITId=hit_id)["HIT"]["Title"] == TYPE["title"]
    assert rows(mturk_marketplace)[0] == hits + 1


def test_it_is_known_what_each_response_needs() -> None:
    """Each call of the layer is in the tables of what a complete response has."""
    files = Path(questionforms.mturk.__file__).parent.rglob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    made = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    named = [node.args[1] for node in made if node.func.id in {"call", "pages"} and len(node.args) > 1]  # type: ignore[attr-defined]
    methods = {str(each.value) for each in named if isinstance(each, ast.Constant)}
    assert methods | {"create_hit", "create_hit_with_hit_type"} == MEMBERS.keys() | LISTS.keys()
