"""UTF-8 that was read as windows-1252: found in every text where it can be recognised, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import FreeTextAnswer, Question, QuestionForm, iter_problems
from questionforms.checks.rules.every_document._mojibake import mojibake_in

FORM = QuestionForm(Question("q", "TEXT", FreeTextAnswer())).to_xml()


def wrongly(text: str) -> str:
    """The text as it is read when its UTF-8 is taken for windows-1252."""
    return "".join(bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in text.encode())


def rules(text: str) -> list[str]:
    """The rules that find something in a form with this text."""
    return [problem.rule for problem in iter_problems(FORM.replace("TEXT", text))]


@pytest.mark.parametrize(
    "text",
    [
        *("don\u2019t", "café", "“quoted”", "naïve", "Über", "É", "São Paulo", "GARÇON", "Straße", "déjà vu", "à la"),
        *("8\xa0am", "5 €", "20°C", "£5", "½ cup", "©", "…", "\u2013", "→ ok", "✓", "Óscar", "Brand™", "ﬂat"),
        *("Привет", "Ελλάδα", "日本", "Zażółć", "\ufffd", "\ufeffx"),
        *("złoty", "œuvre", "Český", "İstanbul", "wiersz są", "Škoda", "dağ", "3×4", "× 3", "ştiu"),  # noqa: RUF001
    ],
)
def test_real_texts_are_found(text: str) -> None:
    """The first run is decoded to what was meant, even if the text went wrong twice."""
    once = wrongly(text)
    assert rules(once).count("mojibake") == 1
    assert once.replace(*next((found.text, found.meant) for found in mojibake_in(once)), 1) != once
    fixed = once
    for found in mojibake_in(once):
        fixed = fixed.replace(found.text, found.meant)
    assert fixed == text or "Â" not in text
    assert "mojibake" in rules(wrongly(once))


@pytest.mark.parametrize(
    "text",
    [
        *("NÃO", "MANHÃ»", "«AMANHÃ»", "IRMÃ…", "MAÇÃ”", "Spaß“", "«Å»", "café»…", "ÂNCORA", "VOILÀ…", "“ß”", "Ã"),
        *("são", "Việt Nam", "«à»", "20°", "naïve…", "é“…”", "Ä“", "pâté™", "crème®", "Ö“, ä”, ü…", "fête\u2014”"),
        *("Привет", "Ελλάδα», “Ω”", "日本…", "żółć”", "¿Qué?", "“Ça va ?”", "à\xa0la", "Å…"),
        *("„JÄ”", "„JÄ“ sagt", "SJÄ°", "IRMÃ—Ana", "FJÄ", "ŠÄŠ", "Ä°, Å°", "“Å” och “Ä”"),
    ],
)
def test_ordinary_texts_are_silent(text: str) -> None:
    """Letters with accents, quotes and signs that only look like such sequences are left alone."""
    assert rules(text) == []


def test_one_problem_says_all() -> None:
    """A document has one such problem, at the first place, with the number of all."""
    (problem,) = iter_problems(FORM.replace("TEXT", "a " + wrongly("é \u2019 £ ½ é")))
    assert problem.column == FORM.replace("TEXT", "\0").splitlines()[problem.line - 1].index("\0") + 3  # type: ignore[operator]
    assert problem.message.startswith("in 5 places, UTF-8 was read as windows-1252: `Ã©` was probably `é`; ")


@given(st.text(st.sampled_from("aÃÂâ€™©»\xa0\x9d\u0153ÅßD é“”…"), max_size=12))
def test_any_text_is_searched(text: str) -> None:
    """Every run that is found is really the text that it says, read wrongly once or twice."""
    for found in mojibake_in(text):
        assert text[found.start :].startswith(found.text)
        assert found.text in (wrongly(found.meant), wrongly(wrongly(found.meant)))


def test_answers_of_workers_are_left_alone() -> None:
    """What a worker sent is not reported, and neither is a document in ASCII."""
    answers = (
        '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/'
        'QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier>'
        f"<FreeText>{wrongly('café')}</FreeText></Answer></QuestionFormAnswers>"
    )
    assert list(iter_problems(answers)) == []
    assert rules("cafe") == []
