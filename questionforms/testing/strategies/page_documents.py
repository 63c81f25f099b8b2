"""Strategies for pages: HTMLQuestions that are valid and have no warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from questionforms import HTMLQuestion
from questionforms.conversion.html_writer import block, tag
from questionforms.elements.base import arguments
from questionforms.testing.strategies.texts import identifiers, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

_WHERE = "pages"
_SUBMIT = "https://www.mturk.com/mturk/externalSubmit"
_HELPER = tag("script", src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js")
_CROWD = tag("script", src="https://assets.crowd.aws/crowd-html-elements.js")


def pages(*, min_fields: int = 1, max_fields: int = 4, crowd: bool | None = None) -> st.SearchStrategy[HTMLQuestion]:
    """Pages in which `validate` finds no errors and no warnings, with a form that a worker can submit.

    With `crowd=True` the fields are Crowd HTML elements in a `<crowd-form>`, with `crowd=False` HTML's own in a
    `<form>` that Amazon's script submits; by default, either.
    """
    least = arguments.integer(_WHERE, "min_fields", min_fields, 1)
    most = arguments.integer(_WHERE, "max_fields", max_fields, 1)
    arguments.ordered(_WHERE, least, most, ("min_fields", "max_fields"))
    kinds = [False, True] if crowd is None else [arguments.boolean(_WHERE, "crowd", crowd)]
    return st.one_of([_pages(least, most, crowd=kind) for kind in kinds])


@st.composite
def _pages(draw: st.DrawFn, least: int, most: int, *, crowd: bool) -> HTMLQuestion:
    names = draw(st.lists(identifiers, min_size=least, max_size=most, unique=True))
    title, height = draw(sentences), draw(st.sampled_from([0, 400, 800]))
    fields = [tag("p", draw(_crowd_fields(name) if crowd else _fields(name))) for name in names]
    if crowd:
        return HTMLQuestion(_page(title, [], [_CROWD, block("crowd-form", *fields)]), height)
    hidden = tag("input", type="hidden", name="assignmentId", id="assignmentId", value="")
    button = tag("input", type="submit", id="submitButton", value="Submit")
    form = block("form", hidden, *fields, button, id="mturk_form", method="post", action=_SUBMIT)
    return HTMLQuestion(_page(title, [_HELPER], [form, tag("script", "turkSetAssignmentID();")]), height)


def _page(title: str, head: Sequence[Markup], body: Sequence[Markup]) -> str:
    heads = block("head", tag("meta", charset="utf-8"), tag("title", title), *head)
    page = block("html", heads, block("body", tag("h1", title), *body), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


@st.composite
def _fields(draw: st.DrawFn, name: str) -> Markup:
    """A field of HTML with its label: for text, a number, or choices."""
    label, required = draw(sentences), draw(st.booleans())
    kind = draw(st.sampled_from(["text", "textarea", "number", "radio", "checkbox", "select"]))
    if kind in ("radio", "checkbox", "select"):
        values = draw(st.lists(identifiers, min_size=2, max_size=4, unique=True))
        if kind == "select":
            options = [tag("option", value, value=value) for value in values]
            field = tag("select", tag("option", "Choose one", value=""), *options, name=name, required=required)
            return tag("label", label, field)
        native = required and kind == "radio"
        buttons = [
            tag("label", tag("input", type=kind, name=name, value=value, required=native), value) for value in values
        ]
        return tag("span", label, *buttons)
    if kind == "textarea":
        return tag("label", label, tag("textarea", name=name, rows=3, required=required))
    return tag("label", label, tag("input", type=kind, name=name, required=required))


@st.composite
def _crowd_fields(draw: st.DrawFn, name: str) -> Markup:
    """A field of Crowd HTML elements with its label."""
    label, required = draw(sentences), draw(st.booleans())
    kind = draw(st.sampled_from(["crowd-input", "crowd-text-area", "crowd-checkbox", "crowd-slider"]))
    if kind == "crowd-checkbox":
        return tag(kind, label, name=name)
    if kind == "crowd-slider":
        return tag("span", label, tag(kind, name=name, min=0, max=10, required=required))
    return tag(kind, name=name, label=label, required=required)
