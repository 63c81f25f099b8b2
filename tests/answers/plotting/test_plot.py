"""The picture of a summary: what is drawn, and that all is readable. Artists are looked at, not dots."""

from __future__ import annotations

import pickle
import subprocess
import sys
import unicodedata
from bisect import bisect_right
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import (
    Answer,
    Answers,
    FreeTextAnswer,
    InvalidArgument,
    IsNumeric,
    MissingExtra,
    Question,
    QuestionForm,
    SelectionAnswer,
    WrongType,
)
from questionforms.answers import plot, summary
from questionforms.answers.plotting.fonts import Lettering
from questionforms.answers.plotting.panels import MOST_BARS, MOST_PANELS, exact
from questionforms.answers.summaries.histogram import bins_of
from tests.documents import corpus, needs_shared
from tests.long_runs import examples

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

pytest.importorskip("matplotlib", reason="needs matplotlib, from the extra `plot`")

FRUITS = {"apple": "Apple", "pear": "Pear"}
FORM = QuestionForm(
    Question("best", "Which is best?", SelectionAnswer(FRUITS, other=True)),
    Question("eaten", "Which do you eat?", SelectionAnswer(FRUITS, max=2)),
    Question("price", "What does it cost?", FreeTextAnswer(IsNumeric())),
    Question("why", "Why?", FreeTextAnswer()),
)


def documents(*answers: list[Answer]) -> list[Answers]:
    """A document for each list of answers."""
    return [Answers(*one) for one in answers]


def bars(axes: Axes) -> dict[str, int]:
    """The counts at the ends of the bars, by label."""
    labels = [label.get_text() for label in axes.get_yticklabels()]
    return dict(zip(labels, [int(text.get_text().split()[0]) for text in axes.texts], strict=True))


def lengths(figure: Figure) -> list[float]:
    """The lengths of all horizontal bars on the page, in inches to two places."""
    draw(figure)
    found = [patch for axes in figure.axes if axes.get_yticklabels() for patch in axes.patches]
    return [round(float(patch.get_window_extent().width) / figure.dpi, 2) for patch in found]


def texts(figure: Figure) -> list[str]:
    """Headings and notes."""
    return [text.get_text() for text in figure.texts]


def draw(figure: Figure) -> None:
    """Draw all, as saving does."""
    figure.savefig(BytesIO(), format="png", dpi=50)


def test_bars_are_counts() -> None:
    """A choice question has a bar for each selection, in the form's order, as long as its count, with both figures."""
    given = documents(
        [Answer("best", selections=["pear"]), Answer("eaten", selections=["apple", "pear"])],
        [Answer("best", selections=["pear"]), Answer("eaten", selections=["apple"])],
        [Answer("best", other_text="fig"), Answer("eaten")],
        [Answer("best", selections=["kiwi"])],
    )
    figure = plot([*given, "<no"], FORM)
    best, eaten = figure.axes[:2]
    assert bars(best) == {"Apple": 0, "Pear": 2, "kiwi (not offered)": 1, "other text": 1}
    assert bars(eaten) == {"Apple": 2, "Pear": 1}
    assert [text.get_text() for text in eaten.texts] == ["2  100%", "1  50%"]
    assert texts(figure)[:3] == ["5 documents · 1 could not be read", "Which is best?", "4 of 4 answered"]
    assert "2 of 4 answered · several can be chosen" in texts(figure)


def test_a_share_is_as_long_in_every_panel() -> None:
    """Bars start at one place and end at their share of those who answered, in panels with one scale."""
    given = documents(
        [Answer("best", selections=["pear"]), Answer("eaten", selections=["apple"]), Answer("why", text="so")],
        [Answer("best", selections=["pear"]), Answer("eaten", selections=["pear"]), Answer("why", text="so")],
        [Answer("best", selections=["pear"]), Answer("eaten", selections=["pear"]), Answer("why", text="a b")],
        [Answer("eaten", selections=["pear"]), Answer("why", text="so")],
    )
    labels = {"apple": "Apples, whether red or green or yellow", "pear": "Pears"}
    questions = [Question("eaten", "?", SelectionAnswer(labels, max=2)), FORM.questions[0], FORM.questions[3]]
    figure = plot(given, QuestionForm(*questions))
    quarter, *found = lengths(figure)
    assert found == pytest.approx([3 * quarter, 0, 4 * quarter, 3 * quarter, quarter], abs=0.03)
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
    assert figure.axes[0].get_xlim()[0] == 0
    left = {round(float(axes.get_window_extent().x0) * 4 % (4.4 * figure.dpi * 4)) for axes in figure.axes}
    assert max(left) - min(left) <= 4


def test_histograms_have_one_scale() -> None:
    """A bin with the same share of the numbers is as high in each histogram, from zero."""
    given = [Answers(Answer("one", text="7"), Answer("two", text=str(index % 2))) for index in range(4)]
    figure = plot([*given[:3], Answers(Answer("two", text="1"))])
    draw(figure)
    one, two = figure.axes
    whole, *halves = [float(patch.get_window_extent().height) for axes in (one, two) for patch in axes.patches]
    assert halves == pytest.approx([whole / 2, whole / 2], rel=0.01)
    assert one.get_ylim()[0] == two.get_ylim()[0] == 0


def test_small_shares_are_not_nothing() -> None:
    """A share is 0% only where nobody chose, and 100% only where all did."""
    given = documents(*[[Answer("best", selections=["apple" if index else "pear"])] for index in range(400)])
    assert [text.get_text() for text in plot(given, FORM).axes[0].texts] == ["399  >99%", "1  <1%"]


def test_numbers_have_a_histogram() -> None:
    """Its bars have all numbers; outliers have a bar of their own at the end."""
    prices = ["3", "4", "4", "5", "6"] * 4
    given = documents(*[[Answer("price", text=text)] for text in (*prices, "1000", "cheap")])
    figure = plot(given, FORM)
    axes = figure.axes[2]
    assert [patch.get_height() for patch in axes.patches] == [4, 8, 4, 4, 1]  # type: ignore[attr-defined]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["3", "4", "5", "6"]
    assert [text.get_text() for text in axes.texts] == ["4", "8", "4", "4", "1 above"]
    assert "22 of 22 answered · mean 51.81 · median 4 · 1 not a number" in texts(figure)


def spread(count: int) -> list[str]:
    """Many numbers with one decimal, with outliers on both sides."""
    random = Random(3)
    inside = [f"{random.gauss(50, 9):.1f}" for _ in range(count)]
    return [*inside, *["-9999"] * (count // 40), *["99999"] * (count // 22)]


NUMBERS = {
    "far apart": ["0.1", "1.5", "2.25", "10"],
    "long counts": spread(4_000),
    "many whole numbers": [str(number % 21) for number in range(5_000)],
    "long edges": [str(number) for number in range(400_000, 402_000, 7)],
    "both signs": ["-1234567890.5", "12", "1234567890.5"],
    "large and equal": ["12345678901234567890"] * 3,
    "large and close": ["12345678901234567890", "12345678901234567895", "12345678901234567899"],
    "large and small": ["12345678901234567890", "12345678901234567891", "3"],
    "close fractions": ["0.10000000000000001", "0.10000000000000002"],
    "too large for a float": ["1" + "0" * 399, "5" + "0" * 399, "9" * 400],
    "the same but for the end": [f"{'9' * 300}{digit}" for digit in range(9)],
}


@pytest.mark.parametrize("numbers", NUMBERS.values(), ids=NUMBERS)
def test_labels_of_histograms_do_not_overlap(numbers: list[str]) -> None:
    """Whatever the numbers, there are bars, no label covers another or leaves the page, and nothing warns."""
    figure = plot(documents(*[[Answer("price", text=text)] for text in numbers]), QuestionForm(FORM.questions[2]))
    draw(figure)
    (axes,) = figure.axes
    page = figure.bbox
    for labels in (axes.texts, axes.get_xticklabels()):
        boxes = [label.get_window_extent() for label in labels if label.get_text()]
        assert boxes
        assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
        assert all(page.x0 <= box.x0 and box.x1 <= page.x1 for box in boxes)
    assert {patch.get_window_extent().width > 3 for patch in axes.patches} == {True}
    assert sum(patch.get_height() for patch in axes.patches) == len(numbers)  # type: ignore[attr-defined]


def test_counts_do_not_cover_bars() -> None:
    """A count that would cover a higher bar is left out; the counts of the fullest bin and of outliers are shown."""
    figure = plot(documents(*[[Answer("price", text=text)] for text in spread(4_000)]), FORM)
    draw(figure)
    axes = figure.axes[2]
    shown = [text for text in axes.texts if text.get_text()]
    assert {"100 below", "181 above"} <= {text.get_text() for text in shown}
    assert f"{max(patch.get_height() for patch in axes.patches):,.0f}" in {  # type: ignore[attr-defined]
        text.get_text() for text in shown
    }
    bars = [patch.get_window_extent() for patch in axes.patches]
    assert not [text for text in shown for bar in bars if text.get_window_extent().padded(-1).overlaps(bar)]


def test_other_questions_say_who_answered() -> None:
    """Texts have a bar each where they are few and repeated; else there is who answered, and how the others did not."""
    many = documents(*[[Answer("why", text=text)] for text in ("a", "b", "")], [Answer("why")], [])
    assert bars(plot(many, FORM).axes[3]) == {"answered": 2, "empty text": 1, "no value": 1, "no answer": 1}
    often = documents(*[[Answer("why", text=f"{index % 14} kg")] for index in range(30)])
    others = sorted(f"{index} kg" for index in range(2, 14))  # 0 and 1 are more frequent
    assert list(bars(plot(often, FORM).axes[3])) == ["0 kg", "1 kg", *others[:10]]
    assert "30 of 30 answered · 14 different texts · 2 more: 4" in texts(plot(often, FORM))
    few = documents(*[[Answer("why", text=text)] for text in ("yes", "no", "yes")])
    assert bars(plot(few, FORM).axes[3]) == {"yes": 2, "no": 1}
    assert bars(plot(few, FORM).axes[2]) == {"answered": 0, "no answer": 3}


def test_a_summary_has_all_that_is_needed() -> None:
    """A summary gives the same picture as the answers that it was made of."""
    given = documents([Answer("best", selections=["pear"])])
    from_summary, from_answers = plot(summary(given, FORM)), plot(given, FORM)
    assert texts(from_summary) == texts(from_answers)
    assert [bars(axes) for axes in from_summary.axes] == [bars(axes) for axes in from_answers.axes]


def test_labels_are_drawn_as_they_are() -> None:
    """A `$` is no formula; labels that begin alike are told apart; long ones are cut."""
    alike = "A very long label that says the same at its beginning, and only then what it means: "
    labels = {"a": alike + "yes", "b": alike + "no", "c": "from $5 to $\\frac$", "d": "W" * 300}
    form = QuestionForm(Question("q", "What costs $x_1 or $y?", SelectionAnswer(labels)))
    figure = plot([], form)
    draw(figure)
    found = [label.get_text().replace("\n", " ") for label in figure.axes[0].get_yticklabels()]
    assert [label[:3] for label in found[:2]] == ["a: ", "b: "]
    assert found[2] == labels["c"]
    assert all(label.endswith("…") for label in (found[0], found[1], found[3]))
    assert figure.texts[1].get_text() == "What costs $x_1 or $y?"
    assert not any(text.get_parse_math() for text in (*figure.texts, *figure.axes[0].get_yticklabels()))


def test_any_character_is_drawn_or_has_a_box() -> None:
    """Characters of all scripts make no warning; where no font has those of a label, its identifier stands there."""
    codes = [*range(0x20, 0x3000, 17), *range(0x3000, 0x30000, 211), 0x200D, 0xFE0F, 0x1F600, 0x10FFFD]
    known = [chr(code) for code in codes if unicodedata.category(chr(code)) not in {"Cs", "Cn", "Cc"}]
    chunks = ["".join(known[start : start + 40]) for start in range(0, len(known), 40)]
    assert len(chunks) > 20
    questions = [f"{index}{chunk}" for index, chunk in enumerate(chunks)]
    given = [Answers(*[Answer(name, text=name) for name in questions])] * 2
    draw(plot(given))
    nushu = "\N{NUSHU CHARACTER-1B170}"
    form = QuestionForm(Question("q", f"{nushu}?", SelectionAnswer({"apple": nushu, "pear": "تفاح"})))
    figure = plot([], form)
    draw(figure)
    drawn = Lettering([nushu]).can_draw(nushu)
    assert figure.texts[1].get_text() == (f"{nushu}?" if drawn else "q")
    assert list(bars(figure.axes[0])) == [nushu if drawn else "apple", "تفاح"]


@pytest.mark.parametrize("count", [1, 3, 12, 40])
def test_pages_are_filled(count: int) -> None:
    """Whatever the number of questions, panels stand in columns on a page, and none covers another or leaves it."""
    kinds: list[Any] = [SelectionAnswer({f"s{index}": f"Selection {index}" for index in range(9)}), FreeTextAnswer()]
    kinds.append(FreeTextAnswer(IsNumeric()))
    form = QuestionForm(*[Question(f"q{index}", "Why? " * index, kinds[index % 3]) for index in range(1, count + 1)])
    given = [Answers(*[Answer(f"q{index}", text=f"{index * 3}") for index in range(1, count + 1)])] * 2
    figure = plot(given, form)
    width, height = figure.get_size_inches()
    assert 4 <= width <= 27
    assert height <= 2 * width
    places = [axes.get_position() for axes in figure.axes]
    assert len(places) == count
    assert all(0 < place.x0 < place.x1 < 1 and 0 < place.y0 < place.y1 < 1 for place in places)
    for one, other in combinations(places, 2):
        assert not one.overlaps(other)
    starts = {round(text.get_position()[0], 6) for text in figure.texts}
    assert len(starts) == (1 if count == 1 else round(width / 4.4))


def test_words_stay_in_their_panels() -> None:
    """Nothing that is written leaves the page or covers other words, however wide the letters are."""
    wide = {f"s{index}": "W" * 20 + f" {index} " + "M" * 90 for index in range(4)}
    questions = [Question(f"q{index}", "WIDE LETTERS " * 20, SelectionAnswer(wide)) for index in range(6)]
    figure = plot(documents([Answer("q0", selections=["s1"])]), QuestionForm(*questions))
    figure.set_dpi(72)
    draw(figure)
    boxes = [text.get_window_extent() for text in figure.texts]
    boxes += [label.get_window_extent() for axes in figure.axes for label in axes.get_yticklabels()]
    page = figure.bbox
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes)
    shrunk = [box.padded(-1.5) for box in boxes]
    assert not [pair for pair in combinations(shrunk, 2) if pair[0].overlaps(pair[1])]


def test_too_much_is_left_out_and_said() -> None:
    """Past so many questions, and so many selections, the page says what it leaves out."""
    given = documents([Answer(f"q{index}", text="x") for index in range(MOST_PANELS + 5)])
    figure = plot(given)
    assert len(figure.axes) == MOST_PANELS
    assert texts(figure)[0] == f"1 document · the first {MOST_PANELS} of {MOST_PANELS + 5} questions"
    form = QuestionForm(Question("q", "?", SelectionAnswer({f"s{index}": f"{index}" for index in range(20)}, max=20)))
    figure = plot(documents([Answer("q", selections=[f"s{index}" for index in range(5, 19)])]), form)
    assert list(bars(figure.axes[0])) == [str(index) for index in range(5, 5 + MOST_BARS)]
    assert texts(figure)[2] == "1 of 1 answered · several can be chosen · 8 more: 2"


def test_nothing_is_a_page_too() -> None:
    """No answers, a question without an identifier, and one that the form does not have are drawn."""
    assert texts(plot([])) == ["0 documents"]
    xml = Answers(Answer("", text="x")).to_xml()
    found = texts(plot([{"WorkerId": "W1", "Answer": xml}], FORM))
    assert found[0] == "1 document · 1 worker"
    assert found[-2:] == ["(no identifier)", "1 of 1 answered · 1 different text · not in the form"]


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.PDF", b"%PDF")])
def test_it_is_saved(tmp_path: Path, name: str, start: bytes) -> None:
    """The picture is written where a path is given, by its suffix."""
    plot(documents([Answer("best", selections=["pear"])]), FORM, path=tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_wrong_paths_are_refused_at_once() -> None:
    """A path without a known suffix, or none at all, is refused before anything is read."""

    def unread() -> Any:
        raise AssertionError
        yield

    with pytest.raises(InvalidArgument, match=r"'a.doc' does not have an image suffix; expected one such as .png"):
        plot(unread(), path="a.doc")
    with pytest.raises(InvalidArgument, match="'picture' does not have an image suffix"):
        plot(unread(), path="picture")
    with pytest.raises(WrongType, match=r"3 is an? int; expected a path"):
        plot(unread(), path=3)  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="expected a QuestionForm"):
        plot([], "form")  # type: ignore[arg-type]


def run(code: str, *folders: Path) -> str:
    """What code prints in a Python of its own."""
    path = [*map(str, folders), *sys.path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_without_matplotlib(tmp_path: Path) -> None:
    """Without matplotlib, the error names the command that installs it, and summaries work."""
    (tmp_path / "matplotlib.py").write_text("raise ImportError", encoding="utf-8")
    code = (
        "from questionforms import MissingExtra\nfrom questionforms.answers import plot, summary\n"
        "found = summary([''])\n"
        "try:\n    plot(found)\nexcept MissingExtra as error:\n    print(error)\n"
    )
    assert run(code, tmp_path) == "plots need matplotlib; install it with `pip install 'questionforms[plot]'`\n"
    assert issubclass(MissingExtra, ImportError)


def test_no_window_is_opened() -> None:
    """The state that pyplot keeps is not touched, nor a window's library loaded."""
    code = "from questionforms.answers import plot\nplot(['']).savefig(sys.stdout.buffer, format='svg')\n"
    code += "sys.stdout.buffer.write(repr(sorted({'matplotlib.pyplot', 'tkinter'} & set(sys.modules))).encode())"
    assert run(code).endswith("</svg>\n[]")


def test_outliers_are_rare() -> None:
    """At most 5% of the numbers on each side are outliers; if more would be, all numbers have a bin."""
    few = bins_of([(Decimal("0.1"), 1), (Decimal("1.5"), 1), (Decimal("2.25"), 1), (10, 1)])
    assert (few.edges, few.counts, few.below + few.above) == (tuple(range(11)), (1, 1, 1, 0, 0, 0, 0, 0, 0, 1), 0)
    inside = [(number, 19) for number in range(10)]
    assert bins_of([(-1000, 10), *inside]).below == 10
    assert bins_of([(-1000, 11), *inside]).below == 0
    assert bins_of([(-1000, 9), *inside, (1000, 10)])[3:] == (9, 10)


values = st.integers() | st.integers(-30, 30) | st.decimals(-9, 9, places=3) | st.integers(10**998, 10**999)


@given(st.lists(values, min_size=1, max_size=30))
@examples(200)
def test_bins_hold_all_numbers(given: list[Any]) -> None:
    """Edges rise by one distance, each number is counted once, in the bin between its edges, and bins are few."""
    found: dict[Any, int] = {}
    for value in given:
        found[value] = found.get(value, 0) + 1
    bins = bins_of(sorted(found.items()))
    assert sum(bins.counts) + bins.below + bins.above == len(given)
    assert 20 * max(bins.below, bins.above) <= len(given)
    assert len({right - left for left, right in pairwise(map(Decimal, bins.edges))}) == 1 or max(bins.edges) > 10**20
    assert all(left < right for left, right in pairwise(bins.edges))
    assert len(bins.counts) == len(bins.edges) - 1 <= 21
    inside = [value for value in given if bins.edges[0] <= value <= bins.edges[-1]]
    places = [min(bisect_right(bins.edges, value), len(bins.counts)) - 1 for value in inside]
    assert all(places.count(index) >= count for index, count in enumerate(bins.counts))


@pytest.mark.parametrize(
    ("number", "text"),
    [(2022, "2,022"), (Decimal("0.10"), "0.1"), (Decimal("1E+1"), "10"), (10**13, "1e+13"), (Decimal("-2.5"), "-2.5")],
)
def test_numbers_below_a_histogram_are_short(number: Any, text: str) -> None:
    """The numbers below a histogram have no zeros at their ends, and an exponent where they are long."""
    assert exact(number) == text


@pytest.mark.slow
@needs_shared
def test_the_corpus_is_drawn() -> None:
    """Real answers are drawn, without a form."""
    figure = plot([Path(file) for file in corpus("answers")])
    assert texts(figure)[0].startswith("39 documents · 4 could not be read · the first 60 of")
    draw(figure)


def test_a_notebook_shows_it() -> None:
    """A notebook gets a PNG of the whole page from the figure itself, which is one of matplotlib's, also pickled."""
    from matplotlib.figure import Figure

    figure = plot(documents([Answer("best", selections=["pear"])]), FORM)
    assert isinstance(figure, Figure)
    found: list[Any] = [figure, pickle.loads(pickle.dumps(figure))]
    for one in found:
        picture = one._repr_png_()
        assert picture.startswith(b"\x89PNG\r\n")
        width, height = (int.from_bytes(picture[start : start + 4], "big") for start in (16, 20))
        assert (width, height) == pytest.approx(tuple(100 * figure.get_size_inches()), abs=1)
        one.savefig(BytesIO(), format="pdf")
