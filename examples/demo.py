"""The main workflow, run by `make demo`: write a form, check other people's, and complete HITs with workers.

Everything runs on this machine: it starts a marketplace, creates HITs with boto3, lets workers answer, collects the
assignments, and turns them into a table and a summary. Nothing is left running.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

import click

from questionforms import (
    FreeTextAnswer,
    IsNumeric,
    Problem,
    Question,
    QuestionForm,
    SelectionAnswer,
    iter_problems,
    validate,
)
from questionforms.answers import rows
from questionforms.mturk import assignments, connect, cost, create_hit
from questionforms.testing import Worker

HERE = Path(__file__).parent
BROKEN = ("broken.xml", "broken.html")
RECIPES = ("Lentil soup", "Plum cake")
#: The answers of three workers for each recipe.
ANSWERS = (
    [{"taste": "good", "minutes": "45"}, {"taste": "good", "minutes": "50"}, {"taste": "bad", "minutes": "90"}],
    [{"taste": "good", "minutes": "60"}, {"taste.other": "too sweet"}, {"taste": "good", "minutes": "75"}],
)
COLOURS = {"error": "red", "warning": "yellow"}


def build(recipe: str = "Lentil soup") -> QuestionForm:
    """A form of two questions."""
    return QuestionForm(
        Question(
            "taste",
            f"{recipe}: how was it?",
            SelectionAnswer({"good": "Good", "bad": "Bad"}, other=True),
            required=True,
        ),
        Question("minutes", "How many minutes did it take?", FreeTextAnswer(IsNumeric(1, 600), lines=1)),
    )


def heading(text: str) -> None:
    """Print a heading, coloured only on terminals."""
    click.secho(text, fg="cyan", bold=True)


def write() -> None:
    """Print a form that is valid, and its size."""
    heading("1. Write a form")
    form = build()
    validate(form)
    click.echo("\n".join(wrap(form.to_xml(), 100, break_on_hyphens=False)))
    click.echo(click.style("valid", fg="green", bold=True) + f", {form.size:,} of at most 65,535 bytes\n")


def check() -> None:
    """Print what is wrong with a broken form and a broken page, with the place of each problem."""
    heading("2. Check a form and an HTML page that were written by hand")
    problems = [problem for name in BROKEN for problem in iter_problems(HERE / name, file=name)]
    for problem in problems:
        click.echo("\n".join(lines(problem)))
    click.echo(f"{len(problems)} problems\n")


def lines(problem: Problem) -> list[str]:
    """A problem as lines for the terminal: place and rule, then the message."""
    place = click.style(f"{problem.file}:{problem.line}:{problem.column}", bold=True)
    said = problem.message + (f" ({problem.hint})" if problem.hint else "")
    indented = wrap(said, 100, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
    return [f"{place} {click.style(problem.rule, fg=COLOURS[problem.severity])}", *indented]


@contextmanager
def serving(folder: str) -> Iterator[str]:
    """Run `questionforms serve` in its own process until the end of the block; yields its address."""
    command = [sys.executable, "-m", "questionforms", "serve", "--port", "0"]
    database = f"sqlite:///{folder}/marketplace.sqlite"
    with subprocess.Popen(
        [*command, "--database", database], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def publish(client: Any) -> list[str]:
    """Create a HIT for each recipe, print what they cost, and return their HITIds."""
    hits = [
        create_hit(
            client,
            build(recipe),
            title="Cook a recipe",
            description="Cook, taste, and say how it was.",
            keywords=["cooking", "food"],
            reward="0.50",
            duration=timedelta(hours=3),
            lifetime=timedelta(days=2),
            max_assignments=3,
            annotation=recipe,
        )
        for recipe in RECIPES
    ]
    price = cost(hits)
    click.echo(f"{len(hits)} HITs of 3 assignments: {price.reward} in rewards and {price.fee} in fees, in US dollars")
    return [hit.id for hit in hits]


def work(address: str, hits: list[str]) -> None:
    """Let three workers complete both HITs."""
    first = Worker(address)
    for number, worker in enumerate((first, first.another(country="DE"), first.another())):
        for hit, answers in zip(hits, ANSWERS, strict=True):
            worker.answer(hit, answers[number])
    first.close()


def collect(client: Any, hits: list[str]) -> list[dict[str, Any]]:
    """Approve the submitted assignments, print them as a table, and return them as boto3 returns them."""
    for hit in hits:
        for assignment in assignments(client, hit):
            client.approve_assignment(AssignmentId=assignment["AssignmentId"])
    found = [dict(assignment) for hit in hits for assignment in assignments(client, hit)]
    click.secho(f"{'status':<10} {'taste':<6} {'other text':<10} {'minutes':>7}", dim=True)
    for row in rows(found, build()):
        cells = [row[name] if row[name] is not None else "" for name in ("taste", "taste.other_text", "minutes")]
        click.echo(f"{row['AssignmentStatus']:<10} {cells[0]:<6} {cells[1]:<10} {cells[2]!s:>7}".rstrip())
    click.echo(f"balance: {client.get_account_balance()['AvailableBalance']}\n")
    return found


def summarise(folder: str, found: list[dict[str, Any]]) -> None:
    """Save the answers, and print the output of `questionforms answers`."""
    heading("4. Summarise the archive: questionforms answers answers.json --form form.xml")
    archive, form = Path(folder, "answers.json"), Path(folder, "form.xml")
    archive.write_text(json.dumps({"Assignments": found}, default=str), encoding="utf-8")
    form.write_bytes(build().to_bytes())
    command = [sys.executable, "-m", "questionforms", "answers", str(archive), "--form", str(form)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env={"PYTHONIOENCODING": "utf-8"})
    click.echo(done.stdout, nl=False)


def hand_off() -> None:
    """Create HITs, let workers answer them, and collect the answers."""
    heading("3. Start a marketplace, create HITs, let workers answer them, and collect the answers")
    with TemporaryDirectory() as folder:
        with serving(folder) as address:
            client = connect(address)
            hits = publish(client)
            work(address, hits)
            found = collect(client, hits)
            client.close()
        summarise(folder, found)


def main() -> None:
    """Run the steps."""
    write()
    check()
    hand_off()


if __name__ == "__main__":
    main()
