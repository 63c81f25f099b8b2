"""Finds a bug in the analysis of a survey, with assignments from Hypothesis. It needs the extra `testing`."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import find, settings

from questionforms import FreeTextAnswer, IsNumeric, Question, QuestionForm, SelectionAnswer
from questionforms.testing.strategies import assignments

#: The same examples in each run, without a folder that stores them.
QUIET = settings(derandomize=True, database=None, max_examples=200)


def build() -> QuestionForm:
    """A survey of visitors; the number of stars is optional."""
    return QuestionForm(
        Question("visit", "Did you visit us?", SelectionAnswer({"yes": "Yes", "no": "No"}), required=True),
        Question("stars", "How many stars, from 1 to 5?", FreeTextAnswer(IsNumeric(1, 5))),
    )


FORM = build()


def mean_stars(records: Iterable[dict[str, Any]]) -> float:
    """The mean number of stars. It counts workers who gave none as if they gave zero."""
    stars = [float(FORM.read(record["Answer"])["stars"] or 0) for record in records]
    return sum(stars) / len(stars) if stars else 0.0


def mean_of_given_stars(records: Iterable[dict[str, Any]]) -> float | None:
    """The mean number of stars of the workers who gave any."""
    given = [FORM.read(record["Answer"])["stars"] for record in records]
    stars = [float(value) for value in given if value is not None]
    return sum(stars) / len(stars) if stars else None


def counterexample(mean: Callable[[list[dict[str, Any]]], float | None]) -> list[dict[str, Any]] | None:
    """The smallest archive whose mean is not a possible number of stars; None if Hypothesis finds none."""
    from hypothesis.errors import NoSuchExample

    def is_impossible(records: list[dict[str, Any]]) -> bool:
        found = mean(records)
        return found is not None and not 1 <= found <= 5

    try:
        return find(assignments(FORM, min_size=1, max_size=5), is_impossible, settings=QUIET)
    except NoSuchExample:
        return None


def main() -> None:
    """Print what breaks the analysis, and that the corrected one holds."""
    for mean in (mean_stars, mean_of_given_stars):
        records = counterexample(mean)
        if records is None:
            print(f"{mean.__name__}: no archive found whose mean is not a number from 1 to 5")
            continue
        print(f"{mean.__name__}: the mean is {mean(records)} for {len(records)} assignment:")
        for record in records:
            print(f"  {record['WorkerId']} answered {FORM.read(record['Answer'])}")


if __name__ == "__main__":
    main()
