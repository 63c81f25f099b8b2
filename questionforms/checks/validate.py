"""The checks of a document, in order: size, well-formedness, schema, rules. All functions are thread-safe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.checks.built_documents import fits_its_schema, holds_plain_texts
from questionforms.checks.suppression import suppressed, unsuppressed
from questionforms.exceptions import InvalidDocument
from questionforms.namespaces import KNOWN, VERSIONS
from questionforms.problems import make_problem
from questionforms.schema.schemas import shipped
from questionforms.xml.comments import may_hold_comments
from questionforms.xml.load import LIMIT, Loaded, forbidden_characters, load, refuse_no_source
from questionforms.xml.parse import first_bad_line, fits, has_many_nodes, is_namespace, parse_tree, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from questionforms.checks.run import Inspection
    from questionforms.problems import Problem
    from questionforms.schema.schemas import Schemas
    from questionforms.xml.load import Source
    from questionforms.xml.nodes import Node

#: The files that are pages, not XML.
PAGE_SUFFIXES = (".html", ".htm")


@dataclass(slots=True)
class Checked:
    """A document that has been checked."""

    loaded: Loaded
    #: The name of the root element if it is one of the documents, else "".
    document: str = ""
    #: The root; None if the document is not valid.
    root: etree._Element | None = None
    #: Sorted by place.
    problems: list[Problem] = field(default_factory=list)


def iter_problems(
    source: Source,
    *,
    schemas: Schemas | None = None,
    file: str | None = None,
    page: bool | None = None,
    layout: bool = False,
    form: Source | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Iterator[Problem]:
    """Return all problems of a document, sorted by place.

    The source is a document, its XML (str or bytes), or a `pathlib.Path`. `schemas` are your own XSDs; `file` is the
    file name to report if the source is not a path. `page` says whether the source is a page, to be checked as the
    HTMLContent of an HTMLQuestion; by default, a path that ends in `.html` or `.htm` is one. `layout` says that the
    page is a layout of the requester site: a piece of HTML with placeholders such as `${name}`; the site puts a page
    and a form around it. Problems of its HTML are then only warnings, since the site accepted such layouts. `form` is
    the form that an AnswerKey is for. `select` and `ignore` name rules, or patterns for them such as `html-*`.

    Raises OSError for a path that cannot be read, SchemaNotFound for a folder without usable XSDs, and InvalidArgument
    for an unknown rule; the content of a document never raises anything.
    """
    from questionforms.checks.rules.selection import wanted

    refuse_no_source("iter_problems", "source", source)
    rules = wanted(select, ignore)
    if page is None:
        page = isinstance(source, Path) and source.suffix.lower() in PAGE_SUFFIXES
    run = _Run(schemas or shipped(), rules, layout=layout)
    try:
        loaded = load(source, file)
        page = page or (layout and root_name(loaded) not in VERSIONS)
        problems = run.page(loaded) if page else run.document(loaded, form)
    except InvalidDocument as error:
        problems = list(error.problems)
    return iter([problem for problem in problems if problem.rule in run.wanted])


def problems_of(loaded: Loaded, form: Source | None = None) -> list[Problem]:
    """The problems of a document that is already loaded, by all rules and the package's own schemas."""
    from questionforms.checks.rules.selection import wanted

    try:
        return _Run(shipped(), wanted(None, None)).document(loaded, form)
    except InvalidDocument as error:  # the form cannot be read
        return list(error.problems)


def is_valid(source: Source, **options: Any) -> bool:
    """Whether a document has no error; warnings do not count. The options are those of `iter_problems`."""
    refuse_no_source("is_valid", "source", source)
    return all(problem.severity != "error" for problem in iter_problems(source, **options))


def validate(source: Source, **options: Any) -> None:
    """Raise InvalidDocument, with all problems, if a document has an error.

    The options are those of `iter_problems`.
    """
    refuse_no_source("validate", "source", source)
    problems = list(iter_problems(source, **options))
    if any(problem.severity == "error" for problem in problems):
        raise InvalidDocument(problems)


def inspect(checked: Checked, form: Checked | None = None) -> list[Problem]:
    """The problems of a document that has been through `check`, like `iter_problems`; `form` is an AnswerKey's form.

    `check` is not run again, so a caller that also needs the document only pays for it once.
    """
    from questionforms.checks.rules.selection import wanted

    rules = wanted(None, None)
    return [problem for problem in _Run(shipped(), rules).inspect(checked, form) if problem.rule in rules]


@dataclass(frozen=True, slots=True)
class _Run:
    """All checks, with the given schemas and the selected rules."""

    schemas: Schemas
    wanted: frozenset[str]
    #: Whether the page is a layout of the requester site.
    layout: bool = False

    def document(self, loaded: Loaded, form: Source | None) -> list[Problem]:
        """The problems of a document."""
        if self._is_plainly_sound(loaded):
            return []
        return self.inspect(check(loaded, self.schemas), form)

    def inspect(self, checked: Checked, form: Source | Checked | None) -> list[Problem]:
        """The problems of a document that has been through `check`; its form may have been, too."""
        loaded = checked.loaded
        problems = list(checked.problems)
        inspection = None
        if checked.root is not None and not has_many_nodes(loaded, checked.root):
            from questionforms.checks.run import Inspection

            inspection = Inspection(loaded, self.schemas, self.wanted, layout=self.layout)
            problems += inspection.of_document(checked.root)
            if form is not None and checked.document == "AnswerKey":
                form = form if isinstance(form, Checked) else check(load(form), self.schemas)
                problems += self._beside(inspection, checked, form)
        problems = _heeding_comments(problems, loaded, inspection)
        return finished(_as_warnings(problems) if self.layout else problems, loaded)

    def _is_plainly_sound(self, loaded: Loaded) -> bool:
        """Whether it is clear, without reading the XML, that there is no problem."""
        if not fits_its_schema(loaded, self.schemas) or not holds_plain_texts(loaded):
            return False
        from questionforms.checks.run import Inspection

        return not Inspection(loaded, self.schemas, self.wanted).finds_in_text()

    def _beside(self, inspection: Inspection, checked: Checked, form: Checked) -> Iterable[Problem]:
        assert checked.root is not None
        if form.root is None or form.document != "QuestionForm":
            return [_unreadable_form(checked.loaded, form)]
        found = list(inspection.beside(checked.root, form.root, form.loaded))
        return unsuppressed(found, form.loaded)[0] if may_hold_comments(form.loaded.text) else found

    def page(self, loaded: Loaded) -> list[Problem]:
        """The problems of a page, as the HTMLContent of an HTMLQuestion."""
        from questionforms.checks.run import Inspection
        from questionforms.elements.html_question import HTMLQuestion

        if forbidden := forbidden_characters(loaded.text, loaded.file):
            return forbidden
        problems = list(Inspection(loaded, self.schemas, self.wanted, layout=self.layout).of_page())
        size = HTMLQuestion(loaded.text).size
        if size > LIMIT:
            problems.append(_too_large(size, loaded.file))
        return finished(_as_warnings(problems) if self.layout else problems, loaded)


def check(loaded: Loaded, schemas: Schemas | None = None) -> Checked:
    """Check the size, the well-formedness and the schema of a document that has been read."""
    schemas = schemas or shipped()
    checked = Checked(loaded)
    root = parse_tree(loaded)
    if root is not None:
        namespace, _, name = str(root.tag)[1:].rpartition("}")
        if namespace in KNOWN and KNOWN[namespace][0] == name:
            checked.document = name
            if fits_its_schema(loaded, schemas) or fits(loaded, root, schemas.compiled(namespace)):
                checked.root = root
    if checked.root is None:
        checked.problems.extend(_why_not(loaded, schemas, parsed=root is not None))
    if len(loaded.data) > LIMIT and root_name(loaded) != "QuestionFormAnswers":  # it limits what requesters send
        checked.problems.append(_too_large(len(loaded.data), loaded.file))
    checked.problems = finished(checked.problems, loaded)
    return checked


def finished(problems: Iterable[Problem], loaded: Loaded) -> list[Problem]:
    """The problems sorted by place, a form's after its key's; without line and column if a document has none."""
    ordered = sorted(problems, key=lambda problem: (problem.file != loaded.file, problem.place))
    built = loaded.document is not None
    return [
        replace(problem, line=None, column=None) if problem.element is not None or built else problem
        for problem in ordered
    ]


def _as_warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a layout, in which those of its page are warnings."""
    from questionforms.codes import names_of

    of_pages = set(names_of("html_question"))
    return [replace(problem, severity="warning") if problem.rule in of_pages else problem for problem in problems]


def _heeding_comments(problems: list[Problem], loaded: Loaded, inspection: Inspection | None) -> list[Problem]:
    """The problems without those that a comment turns off; a comment that has no effect is itself a problem."""
    if "<!--" not in loaded.text or not may_hold_comments(loaded.text):
        return problems
    from questionforms.checks.rules.selection import can_be_idle, idle, unknown, unknown_names
    from questionforms.checks.run import MOST_FINDINGS

    kept, comments, idle_names = suppressed(problems, loaded)
    for comment in comments:
        line, column = comment.place
        kept += [
            make_problem("unknown-rule", unknown(name), file=loaded.file, line=line, column=column)
            for name in unknown_names(comment.names)
        ]
    if len(problems) >= MOST_FINDINGS:  # not all problems were searched for
        return kept
    for comment, name, elsewhere in idle_names:
        if inspection is not None and can_be_idle(name, inspection.ran):
            line, column = comment.place
            message = idle(name, comment.path)
            hint = "move it before the element with the problem" if elsewhere else "remove it"
            kept.append(make_problem("unused-ignore", message, file=loaded.file, line=line, column=column, hint=hint))
    return kept


def _unreadable_form(loaded: Loaded, form: Checked) -> Problem:
    """The problem of a key whose form cannot be read, so nothing is compared."""
    first = form.problems[0].message if form.problems else f"its root element is `{form.document}`"
    message = f"this key's form is not a valid QuestionForm, so the two were not compared: {first}"
    return make_problem("unreadable-form", message, path="/AnswerKey", file=loaded.file, line=1, column=1)


def _too_large(size: int, file: str | None) -> Problem:
    message = f"the document has {size:,} bytes, {size - LIMIT:,} over the limit of {LIMIT:,}"
    hint = "shorten it, or serve it as an ExternalQuestion"
    return make_problem("too-large", message, file=file, line=1, column=1, hint=hint)


def _why_not(loaded: Loaded, schemas: Schemas, *, parsed: bool) -> list[Problem]:
    from questionforms.schema.compare import explain
    from questionforms.xml.positions import read_positions

    try:
        root = read_positions(loaded, of_namespaces=None if parsed else is_namespace)
    except InvalidDocument as error:
        return list(error.problems)
    return explain(root, schemas, loaded.file) or [_unexplained(root, loaded, schemas)]


def _unexplained(root: Node, loaded: Loaded, schemas: Schemas) -> Problem:
    """The problem of a document that libxml2 rejects for a reason that the walk through the schema did not find."""
    line = first_bad_line(loaded, schemas.file(root.namespace))
    message = f"something on line {line} does not fit the schema, for a reason that no other rule explains"
    return make_problem("schema", message, path=root.path, file=loaded.file, line=line, column=1)
