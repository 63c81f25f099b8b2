"""The documentation is whole: every rule, command and public name has its place, and no link leads nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import questionforms
from questionforms import iter_problems
from questionforms.checks.rules import RULES
from questionforms.cli import COMMANDS
from questionforms.codes import CODES, page_of, summary
from tests.markdown import ROOT, blocks, pages, real_blocks
from tests.package_map import package_map, shown_map
from tests.rule_pages import INDEX, fix_line, index, row_line, with_row_line

RULE_PAGES = [page_of(name) for name in CODES]
OF_DOCUMENTS = [page_of(name) for name, code in CODES.items() if code.kind == "document"]


def name_of(page: Path) -> str:
    """The name of the rule that a page is of."""
    return page.stem.replace("_", "-")


rule_page = pytest.mark.parametrize("page", RULE_PAGES, ids=lambda page: page.stem)


def test_the_list_of_rules_is_made_from_them() -> None:
    """docs/rules/index.md is what `python -m tests.rule_pages` makes of the rules."""
    assert INDEX.read_text(encoding="utf-8") == index()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_in_its_module_what_its_page_says(name: str) -> None:
    """The docstring of a rule's module is the first paragraph of its page."""
    module = page_of(name).with_suffix(".py")
    assert " ".join((ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").split()) == summary(name)


@pytest.mark.parametrize("name", CODES)
def test_a_page_says_what_its_row_says(name: str) -> None:
    """Below its first paragraph a page has the severity, what the service did, and the modules where no rule has it."""
    assert page_of(name).read_text(encoding="utf-8").split("\n\n")[2] == row_line(name)


@pytest.mark.parametrize("name", CODES)
def test_pages_say_what_a_fix_does(name: str) -> None:
    """The third paragraph of a page is what its fixes say of themselves, if it has any."""
    paragraphs = page_of(name).read_text(encoding="utf-8").split("\n\n")
    assert [each for each in paragraphs if each.startswith(("Fix: ", "Unsafe fix: "))] == [
        *filter(None, [fix_line(name)])
    ]
    assert not fix_line(name) or paragraphs[3] == fix_line(name)


def test_a_new_page_keeps_all_its_paragraphs() -> None:
    """The line of the row goes below the first paragraph of a page without one, and replaces an old line."""
    line = row_line("no-form")
    new = "# no-form\n\nThe page has no form.\n\nWorkers need one.\n\n## An example\n"
    written = f"# no-form\n\nThe page has no form.\n\n{line}\n\nWorkers need one.\n\n## An example\n"
    assert with_row_line("no-form", new) == written
    assert with_row_line("no-form", written.replace(line, "Severity: error. It is so.")) == written


def test_summaries_are_sentences() -> None:
    """A page begins with one short sentence, which the list of rules shows."""
    for name in CODES:
        assert re.fullmatch(r"[A-Z`].{10,150}\.", summary(name)), name


@rule_page
def test_rule_page_begins_with_an_example_of_the_rule(page: Path, tmp_path: Path) -> None:
    """The first output of a rule's page is real, and has that problem and no other."""
    shown, real = next((block, real) for block, real in real_blocks(page, tmp_path) if block.language != "pycon")
    assert shown.content == real
    found = re.findall(r"^(?:.*: )?(error|warning): ([a-z-]+): ", real, re.MULTILINE)
    assert set(found) == {(CODES[name_of(page)].severity, name_of(page))}


@pytest.mark.parametrize("page", OF_DOCUMENTS, ids=lambda page: page.stem)
def test_rule_page_ends_with_a_document_that_is_right(page: Path) -> None:
    """The last document of a rule's page has no problems; one that is built is checked in the snippet itself."""
    last = blocks(page)[-1]
    if last.language == "xml":
        assert list(iter_problems(last.content)) == []
    elif last.language == "console":
        assert re.search(r"checked, no problems found\Z", last.content.strip())
    else:
        assert last.language == "python"
        assert re.search(r"^validate\(document\b", last.content, re.MULTILINE)


@rule_page
def test_rule_page_has_all_parts(page: Path) -> None:
    """A rule's page says what the rule means, shows an example and its cure, and names the source."""
    headings = re.findall("^#+ .*$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [f"# {name_of(page)}", "## An example", "## What to write instead", "## Source"]


def test_help_of_every_command_is_shown() -> None:
    """The page of the command shows its help and that of each subcommand; that it is the real one, test_readme says."""
    shown = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name in ("", *(f"{command} " for command in COMMANDS)):
        assert f"$ questionforms {name}--help\n" in shown


def test_every_public_name_is_documented() -> None:
    """Each name of the package root stands in the documentation, as code or in a heading."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages())
    code = " ".join(re.findall(r"`[^`\n]+`|^#+ .*$", text, re.MULTILINE))
    assert set(questionforms.__all__) - set(re.findall(r"\w+", code)) == set()


def links() -> Iterator[tuple[Path, str]]:
    """Each relative link of a page of Markdown, outside of code."""
    for page in [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)]+)\)", text):
            if not target.startswith(("https://", "http://")):
                yield page, target


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page make."""
    headings = re.findall("^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    """Each relative link names a file that exists, and a heading that it has."""
    lost = []
    for page, target in links():
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []


def test_every_page_is_linked() -> None:
    """A reader who begins at the README can reach each page by links."""
    linked = {(page.parent / target.partition("#")[0]).resolve() for page, target in links()}
    assert [page for page in pages()[1:] if page not in linked] == []


def test_the_map_for_contributors_is_made_of_the_docstrings() -> None:
    """CONTRIBUTING.md shows what `python -m tests.package_map` makes of the package."""
    assert shown_map() == package_map()
