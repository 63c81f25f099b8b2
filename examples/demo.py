"""The main job in three steps, run by `make demo`: write a form, find what is wrong with one, read answers."""

from pathlib import Path
from textwrap import wrap

import click

from questionforms import (
    Answer,
    FreeTextAnswer,
    IsNumeric,
    Problem,
    Question,
    QuestionForm,
    iter_problems,
    parse_answers,
    validate,
)

HERE = Path(__file__).parent
BROKEN = ("broken.xml", "broken.html")
COLOURS = {"error": "red", "warning": "yellow"}


def build() -> QuestionForm:
    """A form of one question."""
    return QuestionForm(
        Question("minutes", "How many minutes?", FreeTextAnswer(IsNumeric(1, 600), lines=1), required=True)
    )


def heading(text: str) -> None:
    """Print a heading; colour is for terminals alone."""
    click.secho(text, fg="cyan", bold=True)


def write() -> None:
    """Print a form that is valid, and its size."""
    heading("1. Write a form")
    form = build()
    validate(form)
    click.echo(form.to_xml(indent=True))
    click.echo(click.style("valid", fg="green", bold=True) + f", {form.size:,} of at most 65,535 bytes\n")


def check() -> None:
    """Print what is wrong with a broken form, and with a broken page, each problem with its place."""
    heading("2. Check what somebody wrote by hand: a form, and a page of HTML")
    problems = [problem for name in BROKEN for problem in iter_problems(HERE / name, file=name)]
    for problem in problems:
        click.echo("\n".join(lines(problem)))
    click.echo(f"{len(problems)} problems\n")


def lines(problem: Problem) -> list[str]:
    """A problem as lines of a terminal: place and rule, then the message."""
    place = click.style(f"{problem.file}:{problem.line}:{problem.column}", bold=True)
    said = problem.message + (f" ({problem.hint})" if problem.hint else "")
    indented = wrap(said, 100, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
    return [f"{place} {click.style(problem.rule, fg=COLOURS[problem.severity])}", *indented]


def read() -> None:
    """Print a worker's answers as a table."""
    heading("3. Read what a worker answered")
    answers = parse_answers((HERE / "answers.xml").read_bytes())
    click.secho(f"{'question':<10}{'kind':<11}answer", dim=True)
    for answer in answers.entries:
        name = click.style(f"{answer.identifier:<10}", bold=True)
        click.echo(f"{name}{answer.kind:<11}{shown(answer)}")


def shown(answer: Answer) -> str:
    """An answer's value in one cell."""
    if answer.kind == "upload":
        return f"{answer.upload_key}, {answer.upload_size:,} bytes"
    if answer.kind == "selection":
        other = [f"other: {answer.other_text}"] if answer.other_text else []
        return " | ".join([*answer.selections, *other])
    return answer.text or "(nothing)"


def main() -> None:
    """Run the three steps."""
    write()
    check()
    read()


if __name__ == "__main__":
    main()
