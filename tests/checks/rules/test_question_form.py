"""The rules of forms: each finds what is planted in sound documents, and is silent on what is merely like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from questionforms import FreeTextAnswer, Overview, Question, QuestionForm, SelectionAnswer, iter_problems
from questionforms.codes import CODES, names_of
from questionforms.namespaces import namespace
from tests.documents import corpus, needs_shared

FORM_RULES = names_of("question_form")

OWN = QuestionForm(
    Overview("Read the review, then answer."),
    Question("food", "How was the food?", SelectionAnswer({"good": "Good", "bad": "Bad"}, style="radiobutton")),
    Question("why", "Why?", FreeTextAnswer(), required=True),
    version="2005-10-01",
)


def found(xml: str | bytes) -> Counter[str]:
    """How often each rule of forms finds something."""
    return Counter(problem.rule for problem in iter_problems(xml) if problem.rule in FORM_RULES)


def form(answer: str, *, question: str = "", content: str = "<Text>What?</Text>", version: str = "2005-10-01") -> str:
    """A form of one question, as the schema takes it; `question` stands behind its identifier."""
    return (
        f'<QuestionForm xmlns="{namespace("QuestionForm", version)}"><Question><QuestionIdentifier>q'
        f"</QuestionIdentifier>{question}<QuestionContent>{content}</QuestionContent>"
        f"<AnswerSpecification>{answer}</AnswerSpecification></Question></QuestionForm>"
    )


def selection(names: list[str], *, counts: str = "", style: str = "", more: str = "") -> str:
    """A SelectionAnswer as the schema takes it."""
    offered = "".join(
        f"<Selection><SelectionIdentifier>{name}</SelectionIdentifier><Text>{name}</Text></Selection>" for name in names
    )
    style = f"<StyleSuggestion>{style}</StyleSuggestion>" if style else ""
    return f"<SelectionAnswer>{counts}{style}<Selections>{offered}{more}</Selections></SelectionAnswer>"


def free_text(constraints: str = "", default: str | None = None) -> str:
    """A FreeTextAnswer as the schema takes it."""
    given = "" if default is None else f"<DefaultText>{default}</DefaultText>"
    return f"<FreeTextAnswer><Constraints>{constraints}</Constraints>{given}</FreeTextAnswer>"


def regex(expression: str, more: str = "") -> str:
    """An AnswerFormatRegex as the schema takes it."""
    return f"<AnswerFormatRegex regex={quoteattr(expression)}{more}/>"


def medium(
    tag: str, url: str = "https://example.org/a", alt_text: str = "A", kind: str = "image", more: str = ""
) -> str:
    """A Binary, or an EmbeddedBinary, as the schema takes it."""
    of_kind = {"Binary": "MimeType", "EmbeddedBinary": "EmbeddedMimeType"}[tag]
    subtype = "" if tag == "Binary" else "<SubType>png</SubType>"
    return (
        f"<{tag}><{of_kind}><Type>{kind}</Type>{subtype}</{of_kind}><DataURL>{url}</DataURL>"
        f"<AltText>{alt_text}</AltText>{more}</{tag}>"
    )


SIZE = "<Width>1</Width><Height>1</Height>"
MANY = "<MaxSelectionCount>2</MaxSelectionCount>"

#: A form of one question that a rule finds something in, and nothing else.
PLANTED = {
    "crossed-bounds": form(free_text('<Length minLength="2" maxLength="1"/>')),
    "crossed-selection-counts": form(selection(["a", "b"], counts="<MinSelectionCount>2</MinSelectionCount>")),
    "default-breaks-constraints": form(free_text("<IsNumeric/>", "x")),
    "default-taken-for-answer": form(free_text("", "Type here")),
    "duplicate-selection-identifier": form(selection(["a", "b", "a"])),
    "empty-alt-text": form(free_text(), content=medium("Binary", alt_text="")),
    "error-text-line-break": form(free_text(regex("a", ' errorText="a&#10;b"'))),
    "http-media": form(free_text(), content=medium("Binary", "http://example.org/a")),
    "invalid-regex": form(free_text(regex("("))),
    "is-required-as-number": form(free_text(), question="<IsRequired>1</IsRequired>"),
    "markup-in-text": form(free_text(), content="<Text>Be &lt;b&gt;brief&lt;/b&gt;.</Text>"),
    "maximum-above-selections": form(
        selection(["a"], counts="<MaxSelectionCount>2</MaxSelectionCount>", style="checkbox")
    ),
    "minimum-length-on-optional": form(free_text('<Length minLength="2"/>'), question="<IsRequired>false</IsRequired>"),
    "multiple-choice-as-radio-buttons": form(selection(["a", "b"], counts=MANY)),
    "query-in-embedded-url": form(free_text(), content=medium("EmbeddedBinary", "https://example.org/?a=1", more=SIZE)),
    "regex-refuses-empty-answer": form(free_text(regex("^a+$")), question="<IsRequired>false</IsRequired>"),
    "regex-taken-literally": form(free_text(regex(r"\A\d+"))),
    "regex-with-slashes": form(free_text(regex("/a/"))),
    "regex-without-effect": form(free_text(regex("a*"))),
    "retired-element": form(
        "<FileUploadAnswer><MaxFileSizeInBytes>2</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes>"
        "</FileUploadAnswer>"
    ),
    "single-choice-style": form(selection(["a", "b"], counts=MANY, style="dropdown")),
    "size-not-a-length": form(
        free_text(), content=medium("EmbeddedBinary", more="<Width>wide</Width><Height>1</Height>")
    ),
    "too-few-selections": form(
        selection(["a"], counts="<MinSelectionCount>2</MinSelectionCount>" + MANY, style="checkbox")
    ),
    "unfilled-form-placeholder": form(free_text(), content="<Text>What is ${it}?</Text>"),
    "unknown-media-type": form(free_text(), content=medium("EmbeddedBinary", kind="picture", more=SIZE)),
    "unrendered-selection": form(
        selection(["a"]).replace("<Text>a</Text>", medium("Binary", kind="audio")),
    ),
    "unsupported-regex-flags": form(free_text(regex("a", ' flags="g"'))),
}

Plant = Callable[[etree._Element], None]


def _another_of(rule: str) -> Plant:
    """What adds the question of a planted form."""

    def plant(root: etree._Element) -> None:
        space = etree.QName(root).namespace or ""
        question = etree.fromstring(PLANTED[rule].replace(namespace("QuestionForm", "2005-10-01"), space))[0]
        question[0].text = "a name that no other has"
        root.append(question)

    return plant


def _rename(name: str, new: Callable[[str], str]) -> Plant:
    """What renames the first element of a name."""

    def plant(root: etree._Element) -> None:
        element = next(root.iter(f"{{*}}{name}"))
        element.text = new(element.text or "")

    return plant


def _copy_question(root: etree._Element) -> None:
    root.append(deepcopy(next(root.iter("{*}Question"))))


def _remove_questions(root: etree._Element) -> None:
    overview = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Overview")
    etree.SubElement(overview, f"{{{etree.QName(root).namespace}}}Text")
    for question in list(root.iterchildren("{*}Question")):
        root.remove(question)


PLANTS: dict[str, Plant] = {
    **{rule: _another_of(rule) for rule in PLANTED},
    "duplicate-question-identifier": _copy_question,
    "empty-identifier": _rename("QuestionIdentifier", lambda _: ""),
    "form-without-question": _remove_questions,
    "padded-identifier": _rename("QuestionIdentifier", lambda name: f"\n{name.strip()}\n"),
}


def sound_forms() -> Iterator[bytes]:
    """The corpus' forms, and our own, in which no rule finds an error."""
    for source in (OWN.to_bytes(), *map(Path.read_bytes, corpus("questionform"))):
        if not any(problem.severity == "error" for problem in iter_problems(source)):
            yield source


def test_every_rule_is_planted() -> None:
    """There is a plant for each rule of forms."""
    assert set(PLANTS) == set(FORM_RULES)


@pytest.mark.parametrize("rule", sorted(PLANTED))
def test_planted_forms_have_one_problem(rule: str) -> None:
    """A form with one mistake has one problem, of that rule and its severity."""
    problems = list(iter_problems(PLANTED[rule]))
    assert [(problem.rule, problem.severity) for problem in problems] == [(rule, CODES[rule].severity)]


@pytest.mark.parametrize("rule", FORM_RULES)
def test_plants_in_our_own_form_are_found(rule: str) -> None:
    """What is planted in a form that the builder made is found, and nothing is found in that form before."""
    assert not found(OWN.to_bytes())
    root = etree.fromstring(OWN.to_bytes())
    PLANTS[rule](root)
    assert set(found(etree.tostring(root))) == {rule}


@pytest.mark.slow
@needs_shared
def test_plants_in_the_corpus_are_found() -> None:
    """What is planted in a real form is found, once more than before."""
    count = 0
    for source in sound_forms():
        before = found(source)
        for rule, plant in PLANTS.items():
            root = etree.fromstring(source)
            if rule == "retired-element" and etree.QName(root).namespace == namespace("QuestionForm"):
                continue
            plant(root)
            assert found(etree.tostring(root))[rule] > before[rule], (rule, source[:300])
            count += 1
    assert count > 1_000


names = st.sampled_from(["a", "b", "A", " a", "a\n", "", "c"])


@given(st.lists(st.tuples(names, st.lists(names, min_size=1, max_size=4)), min_size=1, max_size=4))
def test_identifiers(questions: list[tuple[str, list[str]]]) -> None:
    """Each repeated, empty and padded identifier is found, among questions and within each question alone."""
    one = form("")
    start, end = one.index("<Question>"), one.index("</QuestionForm>")
    xml = one[:start]
    for name, selections in questions:
        answer = f"<AnswerSpecification>{selection(selections)}"
        xml += one[start:end].replace(">q<", f">{name}<").replace("<AnswerSpecification>", answer)
    groups = [[name for name, _ in questions], *[selections for _, selections in questions]]
    every = [name for group in groups for name in group]

    def repeated(group: list[str]) -> int:
        return sum(count - 1 for name, count in Counter(group).items() if name)

    expected = {
        "duplicate-question-identifier": repeated(groups[0]),
        "duplicate-selection-identifier": sum(map(repeated, groups[1:])),
        "empty-identifier": every.count(""),
        "padded-identifier": sum(name != name.strip() for name in every),
    }
    assert found(xml + one[end:]) == Counter({rule: count for rule, count in expected.items() if count})


counts = st.one_of(st.none(), st.integers(0, 5))


@given(
    low=counts,
    high=st.one_of(st.none(), st.integers(1, 5)),
    size=st.integers(1, 4),
    style=st.sampled_from(["", "radiobutton", "checkbox", "list", "dropdown", "combobox", "multichooser"]),
    other=st.booleans(),
)
def test_counts_of_selections(low: int | None, high: int | None, size: int, style: str, other: bool) -> None:
    """The counts are compared with each other, with the number of selections and with the style."""
    limits = "" if low is None else f"<MinSelectionCount>{low}</MinSelectionCount>"
    limits += "" if high is None else f"<MaxSelectionCount>{high}</MaxSelectionCount>"
    more = "<OtherSelection/>" if other else ""
    xml = form(selection(["a", "b", "c", "d"][:size], counts=limits, style=style, more=more))
    least, most, choices = low or 0, high or 1, size + other
    expected = {
        "crossed-selection-counts": least > most,
        "too-few-selections": least > choices,
        "maximum-above-selections": most > choices >= least,
        "single-choice-style": most > 1 and style in ("radiobutton", "dropdown"),
        "multiple-choice-as-radio-buttons": most > 1 and style in ("", "list"),
    }
    assert set(found(xml)) == {rule for rule, fires in expected.items() if fires}


bounds = st.one_of(st.none(), st.integers(1, 6))


@given(bounds, bounds, st.sampled_from(["IsNumeric", "Length", "FileUploadAnswer"]))
def test_bounds(low: int | None, high: int | None, tag: str) -> None:
    """Bounds of numbers, lengths and sizes are found where the lower is above the upper, and only there."""
    if tag == "FileUploadAnswer":
        low, high = low or 1, high or 1
        answer = f"<MaxFileSizeInBytes>{high}</MaxFileSizeInBytes><MinFileSizeInBytes>{low}</MinFileSizeInBytes>"
        xml = form(f"<{tag}>{answer}</{tag}>")
    else:
        kind = {"IsNumeric": "Value", "Length": "Length"}[tag]
        written = [f' {end}{kind}="{bound}"' for end, bound in (("min", low), ("max", high)) if bound]
        xml = form(free_text(f"<{tag}{''.join(written)}/>"))
    assert found(xml)["crossed-bounds"] == bool(low and high and low > high)


def test_crossed_bounds_stand_at_the_lower_one() -> None:
    """The problem points at the attribute, or at the element, of the lower bound."""
    answer = "<MaxFileSizeInBytes>1</MaxFileSizeInBytes><MinFileSizeInBytes>2</MinFileSizeInBytes>"
    xml = form(f"<FileUploadAnswer>{answer}</FileUploadAnswer>")
    (problem,) = iter_problems(xml, select=["crossed-bounds"])
    assert xml[(problem.column or 0) - 1 :].startswith("<MinFileSizeInBytes>")
    xml = form(free_text('<IsNumeric maxValue="-2" minValue="-1"/>'))
    (problem,) = iter_problems(xml)
    assert xml[(problem.column or 0) - 1 :].startswith("minValue")
    assert problem.message == "`minValue` (-1) is greater than `maxValue` (-2), so no answer satisfies both"


@pytest.mark.parametrize(
    ("constraints", "default", "why"),
    [
        ("<IsNumeric/>", "many", "it is not a number"),
        ("<IsNumeric/>", "1,000", None),
        ("<IsNumeric/>", " -1.5 ", None),
        ('<IsNumeric minValue="2"/>', "1.9", "it is below the minimum of 2"),
        ('<IsNumeric maxValue="2"/>', "2.1", "it is above the maximum of 2"),
        ('<IsNumeric minValue="2" maxValue="2"/>', "2", None),
        ('<Length minLength="3"/>', "ab", "its length is 2, below the minimum of 3"),
        ('<Length maxLength="3"/>', "abcd", "its length is 4, above the maximum of 3"),
        ('<Length maxLength="3"/>', "a b", None),
        (regex("^[0-9]+$"), "12a", "it does not match the regex `^[0-9]+$`"),
        (regex("[0-9]"), "a1", None),
        (regex("^A$", ' flags="i"'), "a", None),
        (regex("^A$"), "a", "it does not match the regex `^A$`"),
        (regex("a") + regex("b"), "a", "it does not match the regex `b`"),
        (regex("^(a+)+$"), "a" * 60 + "!", None),
        ('<IsNumeric/><Length minLength="3"/>', "  ", None),
    ],
)
def test_defaults_that_break_constraints(constraints: str, default: str, why: str | None) -> None:
    """A default is measured as an answer would be, and what may take long to find out is not."""
    xml = form(free_text(constraints, default))
    problems = list(iter_problems(xml, select=["default-breaks-constraints"]))
    assert [problem.message.partition("question: ")[2] for problem in problems] == ([] if why is None else [why])


@pytest.mark.parametrize(
    ("default", "question", "constraints", "expected"),
    [
        ("Enter your name", "", "", "reads like an instruction"),
        ("please explain...", "", "", "reads like an instruction"),
        ("(your answer here)", "", "", "reads like an instruction"),
        ("Hereford", "", "", None),
        ("Type-A", "", "", None),
        ("0", "", "", None),
        ("0", "<IsRequired>false</IsRequired>", "", None),
        ("0", "<IsRequired>true</IsRequired>", "", "the question is required"),
        ("ab", "", '<Length minLength="1"/>', "the question is required"),
        ("Type here", "<IsRequired>true</IsRequired>", "<IsNumeric/>", None),
        (" ", "<IsRequired>true</IsRequired>", "", None),
    ],
)
def test_defaults_that_are_taken_for_answers(
    default: str, question: str, constraints: str, expected: str | None
) -> None:
    """A default counts as the answer; that is doubtful for an instruction, and where an answer is required."""
    xml = form(free_text(constraints, default), question=question)
    messages = [problem.message for problem in iter_problems(xml, select=["default-taken-for-answer"])]
    assert len(messages) == (expected is not None)
    assert all(expected in message for message in messages if expected)


def test_a_default_of_another_selection_is_not_required() -> None:
    """A field for an answer of the worker's own may have a default, though the question is required."""
    more = "<OtherSelection><DefaultText>none</DefaultText></OtherSelection>"
    xml = form(selection(["a"], more=more), question="<IsRequired>true</IsRequired>")
    assert not found(xml)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Be <b>brief</b>.", "<b>"),
        ("One.<br>Two.", "<br>"),
        ("One.<BR/>Two.", "<BR/>"),
        ('See <a href="https://example.org/">this</a>', '<a href="https://example.org/">'),
        ("A&nbsp;B", "&nbsp;"),
        ("caf&#233; &eacute;", "&#233;"),
        ("R&amp;D", "&amp;"),
        ("<b>", None),
        ("&amp;", None),
        ("What does <b> do?", None),
        ("Is 3 < 5 and 6 > 5?", None),
        ("I <3 it, <name>; write to <me@example.org>.", None),
        ("AT&T; R&D; a&b", None),
        ("if (a<b && c>d)", None),
    ],
)
def test_markup_in_texts(text: str, shown: str | None) -> None:
    """Tags that are used as such and references are found in a text; signs, placeholders and their names are not."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    for content in (f"<Text>{escaped}</Text>", f"<List><ListItem>{escaped}</ListItem></List>"):
        xml = form(free_text(), content=content)
        problems = list(iter_problems(xml))
        assert [problem.rule for problem in problems] == ["markup-in-text"] * (shown is not None)
        assert all(f"`{shown}`" in problem.message for problem in problems)
        place = content.index(escaped) + len(text[: text.index(shown or "")].replace("&", "&amp;").replace("<", "&lt;"))
        assert all(xml.index(content) + place + 1 == problem.column for problem in problems)


def test_markup_of_many_tags_takes_no_long() -> None:
    """Twenty thousand tags that are nowhere closed are looked through, and are no markup."""
    assert not found(form(free_text(), content=f"<Text>{'&lt;b&gt;' * 6_000}</Text>"))


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        (r"\A\d+", r"`\A` at character 1"),
        (r"^\d+\Z", r"`\Z` at character 5"),
        (r"^\p{L}+$", r"`\p{L}` at character 2"),
        (r"^[\p{L} ]+$", r"`\p{L}` at character 2"),
        (r"^\u{41}$", r"`\u{41}` at character 2"),
        ("^[[:digit:]]$", "`[:digit:]` at character 2"),
        ("^a{,3}$", "`{,3}` at character 3"),
        ("^a{3$", "`{3` at character 3"),
        ("^a{1, 3}$", "`{1, 3}` at character 3"),
        (r"^\\A$", None),
        (r"[\\A]", None),
        ("[{,3}]", None),
        (r"\{1\}", None),
        ("{a}", None),
        ("a{1,3}?", None),
        ("[[:]", None),
        (r"\x41\u0041\D\W\S\B\cA", None),
        (r"(\A", None),
    ],
)
def test_regexes_taken_literally(expression: str, what: str | None) -> None:
    """Commands that JavaScript does not have are found where it takes their characters, but not where it has them."""
    problems = list(iter_problems(form(free_text(regex(expression))), select=["regex-taken-literally"]))
    assert [problem.message.partition(" is ")[0] for problem in problems] == ([] if what is None else [what])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('errorText="a\nb"', 1),
        ("errorText='a\r\nb'", 1),
        ('errorText="a&#xA;b"', 1),
        ('errorText="a&#13;b"', 1),
        ('errorText="a&#9;b"', 0),
        ('errorText="a > b"', 0),
        ('\n errorText="ab"\n', 0),
    ],
)
def test_line_breaks_in_error_texts(written: str, expected: int) -> None:
    """A line break in the value is found, however it is written; one around it, and one elsewhere, is not."""
    element = f'<AnswerFormatRegex regex="a>b" {written}/>'
    elsewhere = f"<!-- <AnswerFormatRegex regex='' errorText='a\nb'/> --><Text><![CDATA[{element}]]></Text>"
    for content in ("<Text>What?</Text>", elsewhere):
        xml = form(free_text(element), content=content)
        assert found(xml)["error-text-line-break"] == expected


def test_the_place_of_a_line_break() -> None:
    """The problem points at the line break itself."""
    xml = form(free_text(regex("a", ' errorText="one&#10;two"')))
    (problem,) = iter_problems(xml)
    assert problem.column == xml.index("&#10;") + 1
    assert problem.path.endswith("/AnswerFormatRegex")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (medium("Binary", "http://example.org/", kind="audio"), 0),
        (medium("Binary", "https://example.org/?http://"), 0),
        (medium("EmbeddedBinary", "http://example.org/", more=SIZE), 1),
        (
            "<Application><Flash><FlashMovieURL>http://example.org/</FlashMovieURL><Width>1</Width><Height>1</Height>"
            "</Flash></Application>",
            1,
        ),
    ],
)
def test_media_without_encryption(content: str, expected: int) -> None:
    """What the page loads by http is found; a link that it opens is not."""
    assert found(form(free_text(), content=content))["http-media"] == expected


@pytest.mark.parametrize(("size", "right"), [("400", 1), ("50%", 1), (" 9.5px ", 1), ("", 0), ("auto", 0), ("-1", 0)])
def test_sizes(size: str, right: bool) -> None:
    """Pixels and percentages are sizes; words, negative numbers and nothing are none."""
    for more in (f"<Width>{size}</Width><Height>1</Height>", f"<Width>1</Width><Height>{size}</Height>"):
        xml = form(free_text(), content=medium("EmbeddedBinary", more=more))
        assert found(xml) == Counter({} if right else {"size-not-a-length": 1})


@pytest.mark.parametrize(
    ("kind", "subtype", "hint"),
    [
        ("image", "png", None),
        ("video", "mp4", None),
        ("image", "jpg", "jpeg"),
        ("audio", "MP3", "mpeg"),
        ("image", "image/gif", "gif"),
        ("Image", "png", "image"),
        ("text", "html", "these types"),
    ],
)
def test_media_types(kind: str, subtype: str, hint: str | None) -> None:
    """A medium's type is one of three, and its subtype no ending of a file; what was meant is said."""
    content = medium("EmbeddedBinary", kind=kind, more=SIZE).replace("<SubType>png", f"<SubType>{subtype}")
    hints = [problem.hint or "" for problem in iter_problems(form(free_text(), content=content))]
    assert len(hints) == (hint is not None)
    assert all(hint in given for given in hints if hint)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("${name}", "${name}"), ("a {{ b.c }} d", "{{ b.c }}"), ("$5 {a}", None), ("${}", None), ("{{1}}", None)],
)
def test_placeholders(text: str, shown: str | None) -> None:
    """A name in braces that stands for something is found in any text of a form."""
    for name in ("Title", "FormattedContent"):
        found = [problem.message for problem in iter_problems(form(free_text(), content=f"<{name}>{text}</{name}>"))]
        message = f"the `{name}` contains the placeholder `{shown}`, which nothing fills in"
        assert found == ([] if shown is None else [message])


def test_the_minimum_length_of_an_answer_of_ones_own() -> None:
    """A minimum length of an OtherSelection does not make its question required."""
    more = '<OtherSelection><Constraints><Length minLength="5"/></Constraints></OtherSelection>'
    assert not found(form(selection(["a"], more=more), question="<IsRequired>false</IsRequired>"))


def test_a_problem_of_a_built_form_shows_what_was_built() -> None:
    """For a form that was built, the problem has the path and the start of the element's repr."""
    built = QuestionForm(Question("q", "?", FreeTextAnswer(default="Type here")))
    (problem,) = iter_problems(built)
    assert (problem.rule, problem.line) == ("default-taken-for-answer", None)
    assert problem.path == "/QuestionForm/Question/AnswerSpecification/FreeTextAnswer/DefaultText"
    assert (problem.element or "").startswith("FreeTextAnswer(")


@pytest.mark.parametrize("regex", [r"^(\d{1,3}\.){3}\d{1,3}$", r"^\w+([.-]\w+)*@\w+(\.\w+)+$", "^(a+)+$"])
def test_a_regex_that_repeats_a_group_refuses_an_empty_answer_too(regex: str) -> None:
    """The usual regexes for addresses repeat a group; whether they accept nothing is known without a search."""
    answer = (
        f"<FreeTextAnswer><Constraints><AnswerFormatRegex regex={quoteattr(regex)}/></Constraints></FreeTextAnswer>"
    )
    assert found(form(answer, question="<IsRequired>false</IsRequired>"))["regex-refuses-empty-answer"] == 1


def test_the_regex_of_another_answer_may_refuse_an_empty_one() -> None:
    """The text field of `OtherSelection` is empty when another selection is chosen, whatever its regex says."""
    selection = "<Selection><SelectionIdentifier>a</SelectionIdentifier><Text>A</Text></Selection>"
    other = "<OtherSelection><Constraints><AnswerFormatRegex regex='^b$'/></Constraints></OtherSelection>"
    answer = f"<SelectionAnswer><Selections>{selection}{other}</Selections></SelectionAnswer>"
    assert not found(form(answer, question="<IsRequired>false</IsRequired>"))["regex-refuses-empty-answer"]
