"""Runs the rules over a document that fits its schema."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from questionforms.checks.html.forms import has_form
from questionforms.checks.html.page import Page
from questionforms.checks.html.placeholders import layout_placeholders
from questionforms.checks.place import Places
from questionforms.checks.rules import RULES
from questionforms.checks.rules.formatted_content import comment_in_formatted_content
from questionforms.checks.rules.question_form._form import Form
from questionforms.checks.rules.rule import Finding, Rule, Test, integer, local
from questionforms.checks.rules.selection import can_be_idle, idle, unknown, unknown_names
from questionforms.checks.suppression import in_page, is_off
from questionforms.checks.xhtml.fragment import Fragment, read_fragment
from questionforms.codes import names_of
from questionforms.xml.comments import may_hold_comments
from questionforms.xml.load import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from questionforms.problems import Problem
    from questionforms.schema.schemas import Schemas
    from questionforms.xml.comments import Suppression

#: The search for findings stops after this many.
MOST_FINDINGS = 1_000
#: The rules about what the requester site adds to a layout: a page, a form that posts to the service, and a button.
ADDED_TO_LAYOUTS = frozenset(
    (
        *("form-sent-by-get", "hard-coded-submit-host", "helper-called-before-form", "missing-doctype"),
        *("no-assignment-id", "no-form", "no-submit-button", "wrong-form-action"),
    )
)


class Found(NamedTuple):
    """A finding in a document, with the name of its rule."""

    name: str
    finding: Finding
    #: The element that was checked; None for the whole text.
    element: _Element | None


class Inspection:
    """Runs the selected rules over one document."""

    def __init__(
        self,
        loaded: Loaded,
        schemas: Schemas,
        wanted: frozenset[str],
        *,
        layout: bool = False,
        heed_comments: bool = True,
    ) -> None:
        self._loaded = loaded
        self._schemas = schemas
        self._wanted = wanted
        #: Whether the page is said to be a layout.
        self._layout = layout
        self._heed_comments = heed_comments

    def finds_in_text(self) -> bool:
        """Whether a rule that looks at the whole text finds something."""
        return any(True for _ in self._on(self._loaded, None))

    def of_document(self, root: _Element) -> Iterator[Problem]:
        """Everything that the rules find in the XML of a document."""
        places = Places(self._loaded)
        for name, finding, subject in islice(self._in_tree(root), MOST_FINDINGS):
            yield places.problem(name, finding, subject)

    def of_page(self) -> Iterator[Problem]:
        """Everything that the rules find in a page, which is the whole text."""
        page = Page(self._loaded.text, layout=self._layout)
        places = Places(self._loaded)
        found = self._heeding(page, [*self._on(self._loaded, None), *self._in_page(page, None)], None)
        for name, finding, _ in islice(found, MOST_FINDINGS):
            yield places.in_text(name, finding)

    def beside(self, key: _Element, form: _Element, loaded_form: Loaded) -> Iterator[Problem]:
        """Everything that the rules find in a key when it is compared with its form."""
        places = {key: Places(self._loaded), form: Places(loaded_form)}
        for name, finding, _ in islice(self._on(Test(key=key, form=form), key), MOST_FINDINGS):
            tree = key if finding.element is None else finding.element.getroottree().getroot()
            yield places[tree].problem(name, finding, key)

    def _in_tree(self, root: _Element) -> Iterator[Found]:
        yield from self._on(self._loaded, None)
        if (document := local(root)) == "QuestionForm":
            yield from self._on(Form(root), root)
        tags, rules = _rules_by_tag(str(root.tag), document, self._wanted)
        if not tags:
            return
        for element in root.iter(*tags):
            tag: Any = element.tag
            for rule in rules[tag]:
                for finding in rule.check(element):
                    yield Found(rule.name, finding, element)
            special = _MARKUP.get(tag.rpartition("}")[2])
            if special is not None:
                yield from special(self, element)

    def _on(self, subject: Any, element: _Element | None) -> Iterator[Found]:
        """The findings of the rules that check objects of the subject's class."""
        for rule in _rules_on(subject.__class__.__name__, self._wanted):
            for finding in rule.check(subject):
                yield Found(rule.name, finding, element)

    def _in_fragment(self, element: _Element) -> Iterator[Found]:
        """The mistakes in the markup of a FormattedContent; the rules only see markup that fits its schema."""
        fragment = read_fragment(element.text or "", self._schemas)
        if isinstance(fragment, Fragment):
            yield from self._on(fragment, element)
            return
        for mistake in fragment:
            problem = mistake.problem
            finding = Finding(problem.message, problem.hint, offset=mistake.offset, case="formatted-content")
            yield Found(problem.rule, finding, element)
        if may_hold_comments(element.text or "") and comment_in_formatted_content.RULE.name in self._wanted:
            for finding in comment_in_formatted_content.check_suppressions(element.text or ""):
                yield Found(comment_in_formatted_content.RULE.name, finding, element)

    def _in_question(self, content: _Element) -> Iterator[Found]:
        height = content.getnext()
        page = Page(content.text or "", None if height is None else integer(height.text), layout=self._layout)
        yield from self._heeding(page, self._in_page(page, content), content)

    def _in_page(self, page: Page, content: _Element | None) -> Iterator[Found]:
        """What the rules find in a page; in a layout, nothing about what the requester site adds.

        A file with `${names}` that has no doctype or no form is treated as a layout, too: its one problem is that
        nothing fills in the names.
        """
        if not page.is_layout and page.frame_height is None and _is_like_layout(page):
            yield from (each for each in self._on(page, content) if each.name == "unfilled-placeholder")
            page = Page(page.text, layout=True)
            unwanted = ADDED_TO_LAYOUTS | {"unfilled-placeholder", "no-named-field"}
        else:
            unwanted = ADDED_TO_LAYOUTS if page.is_layout else frozenset()
        yield from (each for each in self._on(page, content) if each.name not in unwanted)

    def _heeding(self, page: Page, found: Iterable[Found], content: _Element | None) -> Iterator[Found]:
        """The findings in a page that no earlier comment turns off; and comments that have no effect."""
        comments = list(in_page(page)) if self._heed_comments else []
        ends: dict[str, float] = {}
        #: Rule -> where its last finding is.
        last: dict[str, int] = {}
        for each in found:
            offset = each.finding.offset or 0
            last[each.name] = max(offset, last.get(each.name, 0))
            if each.name not in ends:
                ends[each.name] = next((comment.end for comment in comments if is_off(each.name, comment.names)), inf)
            if offset < ends[each.name]:
                yield each
        for comment in comments:
            for name in unknown_names(comment.names):
                yield Found("unknown-rule", Finding(unknown(name), offset=comment.start), content)
            for finding in self._idle(comment, last):
                yield Found("unused-ignore", finding, content)

    def _idle(self, comment: Suppression, last: dict[str, int]) -> Iterator[Finding]:
        """The names in a page's comment that turn nothing off."""
        for name in sorted(comment.names):
            offsets = [offset for rule, offset in last.items() if is_off(rule, [name])]
            if can_be_idle(name, self.ran) and max(offsets, default=-1) < comment.end:
                hint = "move it above the problem" if offsets else "remove it"
                yield Finding(idle(name), hint=hint, offset=comment.start)

    @cached_property
    def ran(self) -> frozenset[str]:
        """The rules that were run; for a document by itself, without those that compare a key with its form."""
        return self._wanted.difference(names_of("answer_key_and_form"))


def _is_like_layout(page: Page) -> bool:
    """Whether a page has `${names}` and lacks what the requester site puts around a layout."""
    if "${" not in page.text or not layout_placeholders(page):
        return False
    return not has_form(page) or any(mistake.rule == "missing-doctype" for mistake in page.mistakes)


#: The elements that contain their own markup, and how it is inspected.
_MARKUP: dict[str, Callable[[Inspection, _Element], Iterator[Found]]] = {
    "FormattedContent": Inspection._in_fragment,
    "HTMLContent": Inspection._in_question,
}


@lru_cache(maxsize=100)
def _rules_on(subject: str, wanted: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that check objects of a class, given by its name."""
    rules = [rule for rule in RULES.values() if isinstance(rule.on, type) and rule.on.__name__ == subject]
    return tuple([rule for rule in rules if rule.name in wanted])


@lru_cache(maxsize=100)
def _rules_by_tag(
    root: str, document: str, wanted: frozenset[str]
) -> tuple[tuple[str, ...], dict[str, tuple[Rule, ...]]]:
    """The elements to check in documents with this root (including its namespace), and the rules for each."""
    space = root.removesuffix(document)
    rules: dict[str, list[Rule]] = {f"{space}{name}": [] for name in _MARKUP}
    for rule in RULES.values():
        if rule.name in wanted and isinstance(rule.on, tuple) and document in rule.documents:
            for name in rule.on:
                rules.setdefault(f"{space}{name}", []).append(rule)
    return tuple(rules), {tag: tuple(found) for tag, found in rules.items()}
