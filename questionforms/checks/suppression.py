"""Comments that turn rules off: `<!-- questionforms: ignore rule-name -->`, before an element or in a page."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

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
    from questionforms.xml.positions import read_positions

    comments: list[Suppression] = []
    try:
        root = read_positions(loaded, suppressions=comments)
    except InvalidDocument:
        return list(problems), []
    ignored = {node.path: node.ignored for node in _with_comments(root)}
    kept = [problem for problem in problems if not _is_ignored(problem, problem.path or root.path, ignored)]
    return kept, comments


def _is_ignored(problem: Problem, path: str, ignored: dict[str, frozenset[str]]) -> bool:
    """Whether a problem's rule is turned off for an element on its path."""
    steps = path.split("/")
    return any(is_off(problem.rule, ignored.get("/".join(steps[:end]), ())) for end in range(2, len(steps) + 1))


def _with_comments(root: Node) -> Iterator[Node]:
    waiting = [root]
    for node in waiting:
        if node.ignored:
            yield node
        waiting += node.children
