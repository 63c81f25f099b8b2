"""The checks of a document, in order: size, well-formedness, schema, rules. Safe to call from many threads at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.checks.suppression import unsuppressed
from questionforms.exceptions import InvalidDocument
from questionforms.namespaces import KNOWN
from questionforms.problems import changed, make_problem
from questionforms.schema.schemas import shipped
from questionforms.xml.comments import may_hold_comments
from questionforms.xml.load import LIMIT, Loaded, forbidden_characters, load
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
    """A document that has been through the checks."""

    loaded: Loaded
    #: The name of the root element, where it is a document's, else "".
    document: str = ""
    #: The root; None where the document is not valid.
    root: etree._Element | None = None
    #: Sorted by place.
    problems: list[Problem] = field(default_factory=list)


def iter_problems(
    source: Source,
    *,
    schemas: Schemas | None = None,
    file: str | None = None,
    page: bool | None = None,
    form: Source | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Iterator[Problem]:
    """The problems of a document, all of them, sorted by place.

    The source is a document, its XML (str or bytes), or a `pathlib.Path`. `schemas` are a user's own XSDs; `file` is
    the name that the problems give where the source is no path. `page` says whether the source is a page, to be
    checked as the HTMLContent of an HTMLQuestion; unless given, a path that ends in `.html` or `.htm` is. `form` is the
    form that an AnswerKey is for. `select` and `ignore` name rules, or patterns of them such as `html-*`.

    Raises OSError for a path that cannot be read, SchemaNotFound for a folder of XSDs that is of no use, and
    InvalidArgument for the name of no rule; a document, whatever is in it, raises nothing.
    """
    from questionforms.checks.rules.selection import wanted

    rules = wanted(select, ignore)
    if page is None:
        page = isinstance(source, Path) and source.suffix.lower() in PAGE_SUFFIXES
    run = _Run(schemas or shipped(), rules)
    try:
        loaded = load(source, file)
        problems = run.page(loaded) if page else run.document(loaded, form)
    except InvalidDocument as error:
        problems = list(error.problems)
    return iter([problem for problem in problems if problem.rule in rules])


def is_valid(source: Source, **options: Any) -> bool:
    """Whether a document has no error; warnings do not count. The options are those of `iter_problems`."""
    return all(problem.severity != "error" for problem in iter_problems(source, **options))


def validate(source: Source, **options: Any) -> None:
    """Nothing for a document without an error, else InvalidDocument with all its problems.

    The options are those of `iter_problems`.
    """
    problems = list(iter_problems(source, **options))
    if any(problem.severity == "error" for problem in problems):
        raise InvalidDocument(problems)


def inspect(checked: Checked, form: Checked | None = None) -> list[Problem]:
    """The problems of a document that has been through `check`, as `iter_problems` gives them; a key's beside a form.

    `check` is not run again, so that a caller who needs the document too pays for it once.
    """
    from questionforms.checks.rules.selection import wanted

    rules = wanted(None, None)
    return [problem for problem in _Run(shipped(), rules).inspect(checked, form) if problem.rule in rules]


@dataclass(frozen=True, slots=True)
class _Run:
    """All checks, with the schemas and the rules that are asked for."""

    schemas: Schemas
    wanted: frozenset[str]

    def document(self, loaded: Loaded, form: Source | None) -> list[Problem]:
        """The problems of a document."""
        return self.inspect(check(loaded, self.schemas), form)

    def inspect(self, checked: Checked, form: Source | Checked | None) -> list[Problem]:
        """The problems of a document that has been through `check`, as its form may have been."""
        loaded = checked.loaded
        problems = list(checked.problems)
        if checked.root is not None and not has_many_nodes(loaded, checked.root):
            from questionforms.checks.run import Inspection

            inspection = Inspection(loaded, self.schemas, self.wanted)
            problems += inspection.of_document(checked.root)
            if form is not None and checked.document == "AnswerKey":
                form = form if isinstance(form, Checked) else check(load(form), self.schemas)
                problems += self._beside(inspection, checked, form)
        return finished(_heeding_comments(problems, loaded), loaded)

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
        problems = list(Inspection(loaded, self.schemas, self.wanted).of_page())
        size = HTMLQuestion(loaded.text).size
        if size > LIMIT:
            problems.append(_too_large(size, loaded.file))
        return finished(problems, loaded)


def check(loaded: Loaded, schemas: Schemas | None = None) -> Checked:
    """A document that has been read, through all checks."""
    schemas = schemas or shipped()
    checked = Checked(loaded)
    root = parse_tree(loaded)
    if root is not None:
        namespace, _, name = str(root.tag)[1:].rpartition("}")
        if namespace in KNOWN and KNOWN[namespace][0] == name:
            checked.document = name
            if fits(loaded, root, schemas.compiled(namespace)):
                checked.root = root
    if checked.root is None:
        checked.problems.extend(_why_not(loaded, schemas, parsed=root is not None))
    if len(loaded.data) > LIMIT and root_name(loaded) != "QuestionFormAnswers":  # the limit is on what requesters send
        checked.problems.append(_too_large(len(loaded.data), loaded.file))
    checked.problems = finished(checked.problems, loaded)
    return checked


def finished(problems: Iterable[Problem], loaded: Loaded) -> list[Problem]:
    """The problems sorted by place, a form's after its key's; without line and column where a document has none."""
    ordered = sorted(problems, key=lambda problem: (problem.file != loaded.file, problem.place))
    built = loaded.document is not None
    return [
        changed(problem, line=None, column=None) if problem.element is not None or built else problem
        for problem in ordered
    ]


def _heeding_comments(problems: list[Problem], loaded: Loaded) -> list[Problem]:
    """The problems without those that a comment turns off; a comment that names no rule is a problem itself."""
    if not may_hold_comments(loaded.text):
        return problems
    from questionforms.checks.rules.selection import unknown, unknown_names

    kept, comments = unsuppressed(problems, loaded)
    for comment in comments:
        line, column = comment.place
        kept += [
            make_problem("unknown-rule", unknown(name), file=loaded.file, line=line, column=column)
            for name in unknown_names(comment.names)
        ]
    return kept


def _unreadable_form(loaded: Loaded, form: Checked) -> Problem:
    """Said of a key where its form cannot be read, so that nothing is compared."""
    first = form.problems[0].message if form.problems else f"it is of kind `{form.document}`"
    message = f"the form of this key is no valid QuestionForm, so that the two were not compared: {first}"
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
    """What libxml2 refuses for a reason that the walk beside the schema did not find."""
    line = first_bad_line(loaded, schemas.file(root.namespace))
    message = f"something in line {line} does not fit the schema, and no other rule has words for it"
    return make_problem("schema", message, path=root.path, file=loaded.file, line=line, column=1)
