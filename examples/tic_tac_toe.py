"""Every kind of content and every kind of answer in one form, in which a worker continues a game of tic-tac-toe.

Flash, Java applets and file uploads only exist in the schema of 2005-10-01, so the form uses that version. Amazon
dropped all three on 2017-12-12; do not use them in new forms.
"""

from questionforms import (
    AnswerFormatRegex,
    Application,
    Binary,
    EmbeddedBinary,
    FileUploadAnswer,
    Flash,
    FormattedContent,
    FreeTextAnswer,
    JavaApplet,
    Length,
    List,
    Overview,
    Question,
    QuestionForm,
    Selection,
    SelectionAnswer,
    Text,
    Title,
    validate,
)

FILES = "https://games.example.org/noughts"

BOARD = FormattedContent(
    '<table border="1" cellpadding="6">'
    "<tr><td>X</td><td>&#160;</td><td>O</td></tr>"
    "<tr><td>&#160;</td><td>O</td><td>&#160;</td></tr>"
    "<tr><td>&#160;</td><td>&#160;</td><td>X</td></tr>"
    "</table>"
)


def build_rules() -> Overview:
    """What the player reads first: titles, text, a list, a picture, and the board as a table."""
    return Overview(
        Title("Noughts and crosses"),
        "You play X. It is your turn.",
        List("Three in a row win.", "A row may be straight or diagonal.", "A square is used once."),
        Binary(f"{FILES}/rows.png", "image/png", "The eight rows that win"),
        Title("The board"),
        BOARD,
    )


def build_replay() -> Overview:
    """The game so far, as an embedded film, a Flash film and a Java applet."""
    return Overview(
        Text("The moves so far:"),
        EmbeddedBinary(
            f"{FILES}/moves.mp4",
            "video/mp4",
            "A film of the first four moves",
            width=320,
            height=240,
            parameters={"autoplay": "false", "loop": "false"},
        ),
        Application(Flash(f"{FILES}/moves.swf", width=320, height=240, parameters={"speed": "2"})),
        Application(JavaApplet(f"{FILES}/applets", "Moves.class", width="100%", height=240)),
    )


def build() -> QuestionForm:
    """The form: two overviews, and one question for each kind of answer."""
    squares = {"top": "top centre", "left": "middle left", "right": "middle right", "bottom": "bottom centre"}
    return QuestionForm(
        build_rules(),
        build_replay(),
        Question(
            "move",
            "Where do you put your X?",
            SelectionAnswer(squares, style="radiobutton"),
            display_name="Your move",
            required=True,
        ),
        Question(
            "mood",
            "Which picture shows how the game stands?",
            SelectionAnswer(
                [
                    Selection("winning", Binary(f"{FILES}/sun.png", "image/png", "a sun")),
                    Selection("open", FormattedContent("a <em>grey</em> cloud")),
                    Selection("losing", "rain"),
                ]
            ),
        ),
        Question(
            "why",
            ["Why this square?", Text("One sentence is enough.")],
            FreeTextAnswer(
                Length(min=2, max=300),
                AnswerFormatRegex(r"\S", error_text="Please write at least one word."),
                default="Because ",
                lines=3,
            ),
        ),
        Question("drawing", "Draw the board after your move.", FileUploadAnswer(max_bytes=500_000)),
        version="2005-10-01",
    )


def main() -> None:
    """Print the XML."""
    form = build()
    validate(form)
    print(form.to_xml(indent=True))


if __name__ == "__main__":
    main()
