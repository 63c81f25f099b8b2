"""For CI systems that display test results, such as Jenkins and GitLab: JUnit XML with one test per document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from questionforms.cli.output.totals import Run
    from questionforms.problems import Problem
    from questionforms.project.results import Result


def report(run: Run) -> Iterator[str]:
    """Yield the XML, in ASCII: a document's errors become a failure, its warnings become output."""
    from xml.etree.ElementTree import Element, indent, tostring

    cases = [_case(result) for result in run]
    suite = Element("testsuite", name="questionforms", tests=str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", str(run.unread))
    suite.extend(cases)
    root = Element("testsuites")
    root.append(suite)
    indent(root)
    yield tostring(root, "us-ascii", xml_declaration=True).decode("ascii")


def _case(result: Result) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", classname="questionforms", name=_text(result.item.name))
    if result.unread:
        SubElement(case, "error", type="unread", message=_text(result.unread))
    if errors := result.of("error"):
        rules = ", ".join(dict.fromkeys(problem.rule for problem in errors))
        SubElement(case, "failure", type="error", message=rules).text = _lines(errors, result)
    if warnings := result.of("warning"):
        SubElement(case, "system-out").text = _lines(warnings, result)
    return case


def _lines(problems: list[Problem], result: Result) -> str:
    from questionforms.checks.excerpts import report

    return _text(report(problems, result.lines))


def _text(text: str) -> str:
    """The text with a replacement for each character that is not allowed in XML."""
    from questionforms.xml.characters import FORBIDDEN

    return FORBIDDEN.sub("\ufffd", text)
