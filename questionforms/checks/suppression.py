"""Comments that turn rules off: `<!-- questionforms: ignore rule-name -->`, before an element or in a page."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from questionforms.exceptions import InvalidDocument
from questionforms.xml.comments import Suppression, may_hold_comments, rules_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from questionforms.checks.html.page import Page
    from questionforms.problems import Problem
    from questionforms.xml.load import Loaded
    from questionforms.xml.nodes import Node


def in_page(page: Page) -> Iterator[Suppression]:
    """The comments of a page, each of which applies from its place to the end."""
    if may_hold_comments(page.text):
        for comment in page.comments:
            if names := rules_named(comment.text):
                yield Suppression(names, start=comment.start, end=comment.end)


def is_off(rule: str, names: Iterable[str]) -> bool:
    """Whether names, or patterns, turn a rule off."""
    return any(fnmatchcase(rule, name) for name in names)


def unsuppressed(problems: Iterable[Problem], loaded: Loaded) -> tuple[list[Problem], list[Suppression]]:
    """The problems that no comment before their element, or before one around it, turns off; and the comments."""
    kept, comments, _ = suppressed(problems, loaded)
    return kept, comments


class Suppressed(NamedTuple):
    """The problems that are left, the comments, and which of their names turn nothing off."""

    problems: list[Problem]
    comments: list[Suppression]
    #: A comment, one of its names, and whether the document has such a problem elsewhere.
    idle: list[tuple[Suppression, str, bool]]


def suppressed(problems: Iterable[Problem], loaded: Loaded) -> Suppressed:
    """The effect of the comments in a document on its problems."""
    from questionforms.xml.positions import read_positions

    comments: list[Suppression] = []
    try:
        root = read_positions(loaded, suppressions=comments)
    except InvalidDocument:
        return Suppressed(list(problems), [], [])
    ignored = {node.path: node.ignored for node in _with_comments(root)}
    kept: list[Problem] = []
    rules_below: dict[str, set[str]] = {}
    for problem in problems:
        around = _paths_around(problem.path or root.path)
        if not any(is_off(problem.rule, ignored.get(path, ())) for path in around):
            kept.append(problem)
        for path in around:
            rules_below.setdefault(path, set()).add(problem.rule)
    return Suppressed(kept, comments, list(_idle(comments, rules_below, root.path)))


def _paths_around(path: str) -> list[str]:
    """The path of an element and those of the elements around it, the root first."""
    steps = path.split("/")
    return ["/".join(steps[:end]) for end in range(2, len(steps) + 1)]


def _idle(
    comments: Iterable[Suppression], rules_below: dict[str, set[str]], root: str
) -> Iterator[tuple[Suppression, str, bool]]:
    """The names in comments that match no rule with a problem where the comment applies."""
    for comment in comments:
        for name in sorted(comment.names):
            if not _has_match(name, rules_below.get(comment.path, ())):
                yield comment, name, _has_match(name, rules_below.get(root, ()))


def _has_match(name: str, rules: Iterable[str]) -> bool:
    return any(fnmatchcase(rule, name) for rule in rules)


def _with_comments(root: Node) -> Iterator[Node]:
    waiting = [root]
    for node in waiting:
        if node.ignored:
            yield node
        waiting += node.children
