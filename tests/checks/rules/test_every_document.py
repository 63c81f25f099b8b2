"""The rules about the text of any document: its characters, and the encoding that it declares."""

from __future__ import annotations

from html import escape
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import Problem, iter_problems
from questionforms.checks.rules import RULES
from questionforms.codes import names_of
from questionforms.namespaces import namespace
from tests.steps import takes_linear_time

OWN = set(names_of("every_document"))

CDATA = "<FormattedContent><![CDATA[<p>{}</p>]]></FormattedContent>"
ESCAPED = "<FormattedContent>&lt;p&gt;{}&lt;/p&gt;</FormattedContent>"
TEXT = "<Text>{}</Text>"


def form(content: str, declaration: str = "") -> str:
    """A form with something in its content."""
    return (
        f'{declaration}<QuestionForm xmlns="{namespace("QuestionForm")}"><Question>'
        f"<QuestionIdentifier>q</QuestionIdentifier><QuestionContent>{content}</QuestionContent>"
        "<AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question></QuestionForm>"
    )


def answers(text: str) -> str:
    """What a worker sent."""
    return (
        f'<QuestionFormAnswers xmlns="{namespace("QuestionFormAnswers")}"><Answer>'
        f"<QuestionIdentifier>q</QuestionIdentifier><FreeText>{text}</FreeText></Answer></QuestionFormAnswers>"
    )


def own(source: str | bytes | Path) -> list[Problem]:
    """What the rules of this family find."""
    return list(iter_problems(source, select=OWN))


def rules(source: str | bytes | Path) -> list[str]:
    """Their names."""
    return [problem.rule for problem in own(source)]


# Characters above U+FFFF


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (CDATA, "write &#x1F600;"),
        (ESCAPED, "write &amp;#x1F600;"),
        (TEXT, "remove it: in plain text there is no other way to write it"),
        ("<!-- {} --><Text>a</Text>", "remove it: in plain text there is no other way to write it"),
        (CDATA.format("a") + TEXT, "remove it: in plain text there is no other way to write it"),
        ("<Text><![CDATA[{}]]></Text>", "remove it: in plain text there is no other way to write it"),
    ],
)
def test_a_character_of_four_bytes_is_an_error(content: str, hint: str) -> None:
    """The hint gives what works there: a reference where the content is markup, else nothing."""
    xml = form(content.format("é\U0001f600"))
    (problem,) = own(xml)
    assert (problem.rule, problem.severity, problem.hint) == ("four-byte-character", "error", hint)
    assert problem.column == xml.index("\U0001f600") + 1


@pytest.mark.parametrize("content", [CDATA, ESCAPED])
def test_what_the_hint_says_works(content: str) -> None:
    """What the hint has is silent where the character stood."""
    (problem,) = own(form(content.format("\U0001f600")))
    assert list(iter_problems(form(content.format((problem.hint or "").removeprefix("write "))))) == []


def test_characters_side_by_side_are_one_problem() -> None:
    """A run of such characters is said once, and past a hundred places no more are looked for."""
    (problem,) = own(form(CDATA.format("\U0001f600\U0001f44d\U0010ffff")))
    assert problem.hint == "write &#x1F600;&#x1F44D;&#x10FFFF;"
    assert "3 characters" in problem.message
    assert rules(form(TEXT.format("\U0001f600 a" * 300))) == ["four-byte-character"] * 100


def test_a_page_is_looked_through_too(tmp_path: Path) -> None:
    """In a page, the hint is HTML's reference, and in a script JavaScript's; references are sound there."""
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><p>\U0001f600</p>&#x1F600;&#146;<script>a='\U0001f600'</script>", "utf-8")
    assert [problem.hint for problem in own(page)] == ["write &#x1F600;", "in a script, write \\u{1F600}"]
    document = (
        f'<HTMLQuestion xmlns="{namespace("HTMLQuestion")}"><HTMLContent>{{}}</HTMLContent>'
        "<FrameHeight>0</FrameHeight></HTMLQuestion>"
    )
    text = page.read_text("utf-8")
    assert [problem.hint for problem in own(document.format(f"<![CDATA[{text}]]>"))] == [
        "write &#x1F600;",
        "in a script, write \\u{1F600}",
    ]
    assert own(document.format(escape("\U0001f600")))[0].hint == "write &amp;#x1F600;"


@given(
    st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff<&>"))
)
def test_other_characters_are_no_error(text: str) -> None:
    """Whatever has three bytes at most gives no error, wherever it stands."""
    for content in (TEXT, CDATA, ESCAPED):
        assert [problem for problem in own(form(content.format(text))) if problem.severity == "error"] == []


def test_what_workers_send_may_hold_anything() -> None:
    """Answers are not written by those who read the report."""
    assert rules(answers("\U0001f600 &#x1F600;")) == []


# References to them


@pytest.mark.parametrize(
    "reference", ["&#x1F600;", "&#x1f600;", "&#x0001F600;", "&#128512;", "&#0128512;", "&#x10000;"]
)
def test_a_reference_that_xml_resolves_is_doubtful(reference: str) -> None:
    """In plain text and in escaped markup, but not in CDATA, in a comment, or escaped itself."""
    assert rules(form(TEXT.format(reference))) == ["four-byte-reference"]
    (problem,) = own(form(ESCAPED.format(reference)))
    assert problem.hint is not None
    assert "CDATA" in problem.hint
    for content in (CDATA, "<!-- {} --><Text>a</Text>", "<Text><![CDATA[{}]]></Text>"):
        assert rules(form(content.format(reference))) == []
    assert rules(form(ESCAPED.format(reference.replace("&", "&amp;")))) == []


@pytest.mark.parametrize("reference", ["&#xFFFD;", "&#65533;", "&#xE000;", "&#233;"])
def test_other_references_are_sound(reference: str) -> None:
    """Up to U+FFFD a reference is one like any other."""
    assert rules(form(TEXT.format(reference))) == []


# Control characters


@pytest.mark.parametrize(("character", "meant"), [("\x92", "\u2019"), ("\x85", "…"), ("\x80", "€"), ("\x96", "\u2013")])
def test_characters_of_windows_are_told(character: str, meant: str) -> None:
    """What windows-1252 has in place of a control character was probably meant; as it is, and as a reference."""
    code = ord(character)
    for written in (character, f"&#{code};", f"&#x{code:x};", f"&#0{code};", f"&#x0{code:X};"):
        (problem,) = own(form(TEXT.format(f"é{written}")))
        assert (problem.rule, problem.severity) == ("control-character", "warning")
        assert f"U+{code:04X}" in problem.message
        assert f"did you mean `{meant}`?" in problem.message


@pytest.mark.parametrize("character", ["\x7f", "\x81", "\ufdd0", "\ufdef"])
def test_other_control_characters_are_to_be_removed(character: str) -> None:
    """What stands for nothing in windows-1252 either is told without a guess."""
    (problem,) = own(form(TEXT.format(character)))
    assert (problem.rule, problem.hint) == ("control-character", "remove it")


@given(st.text(st.sampled_from("\u2019“é日ü\u0080 a"), min_size=1, max_size=5))
def test_utf_8_read_as_latin_1_is_told(text: str) -> None:
    """Each character that became several, one of them a control character, is told as the one that it was."""
    read = text.encode().decode("latin-1")
    found = [problem.message for problem in own(form(TEXT.format(read))) if problem.rule == "control-character"]
    for character in set(text) & set("\u2019“日"):
        assert sum(f"`{character}`" in message for message in found) == text.count(character)


def test_texts_of_other_languages_are_silent() -> None:
    """Letters of the same range as such sequences, and soft hyphens, are no control characters."""
    assert rules(form(TEXT.format("Â £ ÃO \u00a0 \u00ad «à» «MANHÃ» Spaß“"))) == []


# Encodings


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "latin1", "windows-1252", "cp1252"])
def test_utf_8_that_declares_single_bytes_is_doubtful(encoding: str) -> None:
    """Bytes that are UTF-8 as well are reported at the declaration; bytes that are not, and plain ones, are not."""
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    xml = form(TEXT.format("crème"), declaration)
    (problem,) = own(xml.encode())
    assert (problem.rule, problem.severity, problem.column) == ("doubtful-encoding", "warning", 31)
    assert "should `Ã¨` be `è`?" in problem.message
    assert rules(xml.encode("latin-1")) == []
    assert rules(form(TEXT.format("a"), declaration).encode()) == []


def test_several_bytes_a_character_may_be_chance() -> None:
    """Chinese whose bytes happen to be UTF-8 too is not doubted."""
    text = "日本".encode().decode("gbk")
    assert rules(form(TEXT.format(text), '<?xml version="1.0" encoding="GBK"?>').encode("gbk")) == []


@pytest.mark.parametrize(
    ("encoding", "text", "doubtful"),
    [
        ("ISO-8859-1", "é", True),
        ("ISO-8859-1", "e", False),
        ("ASCII", "é", True),
        ("no-such-encoding", "é", True),
        ("UTF-16", "e", True),
        ("UTF-8", "é", False),
        ("utf8", "é", False),
    ],
)
def test_text_is_sent_as_utf_8(encoding: str, text: str, doubtful: bool) -> None:
    """A text that declares another encoding is doubted where that would change it."""
    xml = form(TEXT.format(text), f"<?xml version='1.0'  encoding='{encoding}' ?>")
    assert rules(xml) == ["doubtful-encoding"] * doubtful


def test_answers_declare_what_the_service_wrote() -> None:
    """The service declares ASCII in what it gives back; whoever holds it as text did not write that."""
    assert rules(f'<?xml version="1.0" encoding="ASCII"?>{answers("é")}') == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_first_bytes_that_contradict_are_doubtful(encoding: str) -> None:
    """A document of two or four bytes a character that declares UTF-8, and one that does not contradict itself."""
    for declared, doubtful in (("UTF-8", True), (encoding[:6].upper(), False)):
        xml = form(TEXT.format("é"), f'\ufeff<?xml version="1.0" encoding="{declared}"?>')
        assert rules(xml.encode(encoding)) == ["doubtful-encoding"] * doubtful


# Characters that nobody sees


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\ufeff", "\u202e", "\u00a0"])
def test_invisible_characters_in_identifiers_are_doubtful(character: str) -> None:
    """Written or referenced, at any place in an identifier; elsewhere they may be meant."""
    xml = form(TEXT.format(f"a{character}b"))
    assert rules(xml) == []
    for written in (character, f"&#{ord(character)};", f"&#x{ord(character):x};"):
        changed = xml.replace(">q</", f">q{written}r</")
        (problem,) = own(changed)
        assert (problem.rule, problem.column) == ("invisible-character", changed.index(f"{written}r</") + 1)


def test_invisible_characters_in_a_key_are_found() -> None:
    """An AnswerKey's identifiers are looked at too; those of answers are not."""
    key = (
        f'<k:AnswerKey xmlns:k="{namespace("AnswerKey")}"><k:Question><k:QuestionIdentifier>\u200bq'
        "</k:QuestionIdentifier><k:AnswerOption><k:SelectionIdentifier>a\u200b</k:SelectionIdentifier>"
        "<k:AnswerScore>1</k:AnswerScore></k:AnswerOption></k:Question></k:AnswerKey>"
    )
    assert rules(key) == ["invisible-character"] * 2
    assert rules(answers("a").replace(">q<", ">q\u200b<")) == []


# All of them


@given(st.text(st.sampled_from("\U0001f600\x92\xe2\x80\x99\u200b&#x1F600;<>[]!-CDAT\n\r é"), max_size=40))
def test_any_text_is_read(text: str) -> None:
    """No text makes a rule raise, and every place is one of the document."""
    xml = form(TEXT.format(text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")))
    lines = xml.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in own(xml):
        assert 1 <= (problem.line or 0) <= len(lines)
        assert 1 <= (problem.column or 0) <= len(lines[(problem.line or 1) - 1])


@pytest.mark.parametrize("rule", sorted(OWN))
@pytest.mark.parametrize(
    "unit",
    ["\U0001f600 ", "&#x1F600;", "\x92", "\xe2\x80", "&#", "<!-- \U0001f600 -->", "<![CDATA[\U0001f600]]>", "\u200b"],
)
def test_hostile_text_takes_linear_time(rule: str, unit: str) -> None:
    """Half a megabyte of what a rule looks for is read in linear time."""
    from questionforms.xml.load import load

    check = RULES[rule].check
    assert check is not None

    def run(size: int) -> None:
        loaded = load(form(TEXT.format(unit * (size // len(unit)))))
        for finding in islice(check(loaded), 1_000):
            assert finding.offset is not None

    assert takes_linear_time(run, 500_000)
