"""Generated crowds: workers of different reliability, who label units whose right label is known."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from questionforms import Answer, Answers

LABELS = ("cat", "dog", "fox", "owl")


class Crowd(NamedTuple):
    """What some workers answered."""

    #: Unit, worker and label of each answer.
    answers: list[tuple[str, str, str]]
    #: The right label of each unit.
    truth: dict[str, str]

    def columns(self, question: str = "animal") -> dict[str, list[str]]:
        """The answers as the columns of a table."""
        units, workers, labels = (list(column) for column in zip(*self.answers, strict=True))
        return {"HITId": units, "WorkerId": workers, question: labels}

    def assignments(self, question: str = "animal") -> list[dict[str, Any]]:
        """The answers as assignments, as boto3 returns them."""
        return [
            {
                "AssignmentId": f"3{number:029}",
                "HITId": unit,
                "WorkerId": worker,
                "Answer": Answers(Answer(question, selections=[label])).to_xml(),
            }
            for number, (unit, worker, label) in enumerate(self.answers)
        ]


def crowd(seed: int, *, units: int = 60, workers: int = 12, labels: int = 3, each: int = 4) -> Crowd:
    """A crowd in which each unit has `each` answers of different workers, who are right in 45 to 95 % of cases.

    The result depends only on the arguments, on any platform.
    """
    random = Random(seed)
    skills = {f"W{number:02}": 0.45 + 0.5 * random.random() for number in range(workers)}
    truth = {f"U{number:03}": LABELS[int(random.random() * labels)] for number in range(units)}
    answers = []
    for unit, right in truth.items():
        for worker in sorted(skills, key=lambda _: random.random())[:each]:
            wrong = LABELS[int(random.random() * labels)]
            answers.append((unit, worker, right if random.random() < skills[worker] else wrong))
    return Crowd(answers, truth)
