"""What answers are worth by an AnswerKey, and what a key can give at all."""

from questionforms.scoring.conventions import Conventions
from questionforms.scoring.scores import Score
from questionforms.scoring.simulation import Outcome, Simulation, simulate

__all__ = ["Conventions", "Outcome", "Score", "Simulation", "simulate"]
