"""The documentation is whole: every rule, command and public name has its place, and no link leads nowhere."""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import questionforms
from questionforms import iter_problems
from questionforms.cli import main
from tests.markdown import ROOT, blocks, pages, real_blocks

RULES = ROOT / "docs" / "rules"
RULE_PAGES = sorted(page for page in RULES.glob("*.md") if page.stem != "index")

rule_page = pytest.mark.parametrize("page", RULE_PAGES, ids=lambda page: page.stem)


def rules_in_code() -> set[str]:
    """The names of all rules: every string of the package with the look of one, but for names of codecs."""
    return {
        node.value
        for file in (ROOT / "questionforms").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch("schema|[a-z]+(-[a-z]+)+", node.value) and not is_codec(node.value)
    }


def is_codec(name: str) -> bool:
    """Whether a name is that of an encoding."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def test_every_rule_has_a_page() -> None:
    """A rule that the code reports has a page of its name, and there is no page of any other."""
    assert {page.stem for page in RULE_PAGES} == rules_in_code()


def test_index_lists_every_rule_once() -> None:
    """The index of the rules links each page, with the sentence that the page begins with."""
    index = " ".join((RULES / "index.md").read_text(encoding="utf-8").split())
    for page in RULE_PAGES:
        summary = " ".join(page.read_text(encoding="utf-8").split("\n\n")[1].split())
        assert index.count(f"[{page.stem}]({page.name}): {summary}") == 1


@rule_page
def test_rule_page_begins_with_an_example_of_the_rule(page: Path, tmp_path: Path) -> None:
    """The first document of a rule's page has that problem and no other, with the message that is shown."""
    shown = next(block for block in blocks(page) if block.language == "text")
    real = next(real for block, real in real_blocks(page, tmp_path) if block == shown)
    assert shown.content == real
    assert shown.before == blocks(page)[0]
    assert re.findall(r"^(?:\S+: )?error: ([a-z-]+): ", real, re.MULTILINE) == [page.stem] * len(real.splitlines())


@rule_page
def test_rule_page_ends_with_a_document_that_is_right(page: Path) -> None:
    """The last document of a rule's page has no problems; one that is built is checked in the snippet itself."""
    last = blocks(page)[-1]
    if last.language == "xml":
        assert list(iter_problems(last.content)) == []
    else:
        assert last.language == "python"
        assert last.content.endswith("validate(document)\n")


@rule_page
def test_rule_page_has_all_parts(page: Path) -> None:
    """A rule's page says what the rule means, shows an example and its cure, and names the source."""
    headings = re.findall("^#+ .*$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [f"# {page.stem}", "## An example", "## What to write instead", "## Source"]


def test_help_of_every_command_is_shown() -> None:
    """The page of the command shows its help and that of each subcommand; that it is the real one, test_readme says."""
    shown = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name in ("", *(f"{command} " for command in main.commands)):
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


def test_every_module_has_its_line_for_contributors() -> None:
    """The layout in CONTRIBUTING.md names each module and folder of the package, and no other."""
    layout = blocks(ROOT / "CONTRIBUTING.md")[0].content.partition("schemas/")[0]
    package = ROOT / "questionforms"
    modules = {file.name for file in package.glob("[a-z]*.py")}
    folders = {f"{file.parent.name}/" for file in package.glob("*/__init__.py")}
    assert set(re.findall(r"^    (\S+)", layout, re.MULTILINE)) == modules | folders
