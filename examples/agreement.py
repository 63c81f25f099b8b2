"""From a results file to labels: how well workers agree, the label of each review, and who agrees with the others."""

from pathlib import Path
from tempfile import TemporaryDirectory

from questionforms import Answer, Answers, Question, QuestionForm, SelectionAnswer
from questionforms.answers import requester_csv
from questionforms.quality import agreement, consensus, workers


def build() -> QuestionForm:
    """The form that each worker answers for each review."""
    choices = {"pos": "Positive", "neg": "Negative", "none": "Neither"}
    return QuestionForm(Question("sentiment", "How does the author feel?", SelectionAnswer(choices), required=True))


#: A review -> what each worker chose.
CHOICES = {
    "review1": {"W1": "pos", "W2": "pos", "W3": "pos"},
    "review2": {"W1": "neg", "W2": "neg", "W3": "none"},
    "review3": {"W1": "none", "W2": "none"},
    "review4": {"W1": "neg", "W2": "neg", "W3": "neg"},
    "review5": {"W3": "pos"},
}


def results() -> str:
    """The answers as the requester site's results file."""
    return requester_csv(
        {
            "AssignmentId": f"{review}-{worker}",
            "HITId": review.upper(),
            "WorkerId": worker,
            "Input.review": review,
            "Answer": Answers(Answer("sentiment", selections=[choice])).to_xml(),
        }
        for review, choices in CHOICES.items()
        for worker, choice in choices.items()
    )


def main() -> None:
    """Print the agreement, the labels and the workers."""
    with TemporaryDirectory() as folder:
        batch = Path(folder, "Batch_results.csv")
        batch.write_text(results(), encoding="utf-8")
        form, unit = build(), "Input.review"
        found = agreement(batch, "sentiment", form=form, unit=unit)
        labels = consensus(batch, "sentiment", form=form, unit=unit)
        figures = workers(batch, "sentiment", form=form, unit=unit)
    print(f"alpha: {found.alpha:.2f} ({found.metric}, {found.units} of {found.answered_units} reviews)")
    for row in labels.to_pylist():
        print(f"{row['Input.review']}: {row['label']}, {row['confidence']:.0%} of {row['votes']}")
    for row in figures.to_pylist():
        print(f"{row['WorkerId']}: agrees with the others in {row['agreement']:.0%}")


if __name__ == "__main__":
    main()
