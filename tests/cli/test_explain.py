"""`questionforms explain`: what it reads and prints, and its exit codes."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from questionforms.cli.commands.explain import explain

AMPERSAND = "The reference to entity \"tx\" must end with the ';' delimiter."
EXPLAINED = f"""{AMPERSAND}
  meaning:  There is a bare `&` before `tx`, usually in a URL.
  fix:      Write `&amp;` for each `&`, even in a URL.
  found by: not-well-formed
"""


def run(*arguments: str, data: str | bytes | None = None) -> Result:
    """The result of `questionforms explain` with these arguments."""
    return CliRunner().invoke(explain, arguments, input=data)


def test_a_text_as_an_argument() -> None:
    """The error, its meaning, the fix and the rule are printed; the exit code is 0."""
    result = run(AMPERSAND)
    assert (result.stdout, result.stderr, result.exit_code) == (EXPLAINED, "", 0)


def test_words_as_arguments() -> None:
    """An unquoted text arrives as several arguments, and is read as one text."""
    assert run(*AMPERSAND.split(" ")).stdout == EXPLAINED


def test_standard_input() -> None:
    """Without a text, or for `-`, standard input is read, whatever bytes it has."""
    assert run(data=AMPERSAND).stdout == EXPLAINED
    assert run("-", data=b"\xff " + AMPERSAND.encode()).stdout == EXPLAINED


def test_several_errors_with_codes_and_places() -> None:
    """Errors are separated by blank lines; the code and place are shown if the text has them."""
    html = "An error occurred (ParameterValidationError): Details: Errors: <! [159,26] No space between attributes. !>"
    result = run(f"{AMPERSAND} {html}")
    first, second = result.stdout.split("\n\n")
    assert first + "\n" == EXPLAINED
    assert second.splitlines()[:3] == [
        "No space between attributes",
        "  code:     ParameterValidationError",
        "  place:    line 159, column 26",
    ]


def test_what_no_rule_finds() -> None:
    """If no rule finds an error beforehand, the output says so."""
    assert "\n  found by: no rule" in run("Rate exceeded").stdout


def test_what_a_rule_of_calls_finds() -> None:
    """A rule about parameters is shown with the function that has it; a question does not end with a full stop."""
    text = (
        "Value 'active' at 'qualificationTypeStatus' failed to satisfy constraint: Member must satisfy enum value set: "
    )
    lines = run(text + "[Active, Inactive]").stdout.splitlines()
    assert lines[-1] == "  found by: unknown-status (`hit_problems` in `questionforms.mturk`)"
    assert lines[2].endswith("mean `Active`?")


def test_json() -> None:
    """JSON output has all fields, or an empty list if nothing was recognised."""
    (explanation,) = json.loads(run("--format", "json", AMPERSAND).stdout)
    assert explanation == {
        "said": AMPERSAND,
        "code": None,
        "meaning": "There is a bare `&` before `tx`, usually in a URL",
        "cure": "Write `&amp;` for each `&`, even in a URL",
        "rules": ["not-well-formed"],
        "line": None,
        "column": None,
    }
    nothing = run("--format", "json", "hello")
    assert (json.loads(nothing.stdout), nothing.exit_code) == ([], 1)


def test_nothing_recognised() -> None:
    """If nothing is recognised, the output says where to look; the exit code is 1."""
    result = run("KeyError: 'HITId'")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert "`Details:`" in result.stderr
    assert "questionforms validate" in result.stderr


def test_no_text() -> None:
    """Running the command without any text is an error with exit code 2."""
    for result in (run(data=""), run(" ")):
        assert (result.stdout, result.exit_code) == ("", 2)
        assert "there is no text to explain" in result.stderr
