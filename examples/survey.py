"""A survey: free text with constraints, selections in all six styles, and a field for other answers."""

from questionforms import (
    AnswerFormatRegex,
    FreeTextAnswer,
    IsNumeric,
    Length,
    Overview,
    Question,
    QuestionForm,
    SelectionAnswer,
    Title,
    validate,
)

DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday"}
SHELVES = {"novels": "Novels", "poetry": "Poetry", "history": "History", "science": "Science", "maps": "Maps"}


def build_choices() -> list[Question]:
    """One question in each style: two that allow one choice, and four that allow several."""
    return [
        Question(
            "often",
            "How often do you visit the library?",
            SelectionAnswer({"week": "Every week", "month": "Every month", "less": "Less often"}, style="radiobutton"),
            required=True,
        ),
        Question("day", "Which day suits you best?", SelectionAnswer(DAYS, style="dropdown")),
        Question(
            "shelves",
            "Which shelves do you use? Choose up to three.",
            SelectionAnswer(SHELVES, min=0, max=3, style="checkbox", other=FreeTextAnswer(Length(max=40))),
        ),
        Question("first", "Where do you go first?", SelectionAnswer(SHELVES, style="list")),
        Question("more", "Where should there be more books?", SelectionAnswer(SHELVES, max=5, style="combobox")),
        Question("fewer", "Where should there be fewer?", SelectionAnswer(SHELVES, max=5, style="multichooser")),
    ]


def build_texts() -> list[Question]:
    """Three questions with free text: a number, a pattern, and a few sentences."""
    return [
        Question("books", "How many books did you borrow this year?", FreeTextAnswer(IsNumeric(0, 1_000), lines=1)),
        Question(
            "postcode",
            "The first half of your postcode, if you like:",
            FreeTextAnswer(
                AnswerFormatRegex(r"^([a-z]{1,2}\d[a-z\d]?)?$", flags="i", error_text="For example: LS6"), lines=1
            ),
        ),
        Question("wish", "What do you miss here?", FreeTextAnswer(Length(max=500), lines=4)),
    ]


def build() -> QuestionForm:
    """The whole survey."""
    return QuestionForm(
        Overview(Title("Our library"), "Nine short questions. All but the first may be left out."),
        *build_choices(),
        *build_texts(),
    )


def main() -> None:
    """Print the XML and its size."""
    form = build()
    validate(form)
    print(form.to_xml(indent=True))
    print(f"{len(form.questions)} questions, {form.size:,} bytes of at most 65,535")


if __name__ == "__main__":
    main()
