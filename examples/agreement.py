"""How much workers agree on the same HITs: Krippendorff's alpha, with the library `krippendorff`.

1 is perfect agreement, 0 is the agreement expected by chance. HITs with only one answer do not count.
"""

from collections import Counter

import krippendorff

from questionforms import Answer, Answers, Question, QuestionForm, SelectionAnswer


def build() -> QuestionForm:
    """The form that each worker answers for each review."""
    choices = {"pos": "Positive", "neg": "Negative", "none": "Neither"}
    return QuestionForm(Question("sentiment", "How does the author feel?", SelectionAnswer(choices), required=True))


#: A HIT -> its workers' answers, as `parse_answers` would read them from assignments.
ANSWERS = {
    hit: [Answers(Answer("sentiment", selections=[choice])) for choice in choices]
    for hit, choices in {
        "REVIEW1": ("pos", "pos", "pos"),
        "REVIEW2": ("neg", "neg", "none"),
        "REVIEW3": ("none", "none"),
        "REVIEW4": ("neg", "neg", "neg"),
        "REVIEW5": ("pos",),
    }.items()
}


def counts(form: QuestionForm, answers: dict[str, list[Answers]], identifier: str) -> list[list[int]]:
    """One row per HIT: how many workers chose each selection of a question, in the order of the form."""
    answer = next(question.answer for question in form.questions if question.identifier == identifier)
    offered = [selection.identifier for selection in answer.selections] if isinstance(answer, SelectionAnswer) else []
    rows = []
    for sent in answers.values():
        chosen = Counter(each[identifier].selections for each in sent if identifier in each)
        rows.append([chosen[name,] for name in offered])
    return rows


def alpha(form: QuestionForm, answers: dict[str, list[Answers]], identifier: str) -> float:
    """Krippendorff's alpha for a single-choice question."""
    found = counts(form, answers, identifier)
    return float(krippendorff.alpha(value_counts=found, level_of_measurement="nominal"))


def main() -> None:
    """Print the counts and the agreement."""
    form = build()
    for hit, row in zip(ANSWERS, counts(form, ANSWERS, "sentiment"), strict=True):
        print(hit, *row)
    print(f"alpha: {alpha(form, ANSWERS, 'sentiment'):.2f}")


if __name__ == "__main__":
    main()
