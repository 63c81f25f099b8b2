"""Score answers with an AnswerKey, and find which scores are possible with it."""

from questionforms.scoring.conventions import Conventions
from questionforms.scoring.scores import Score
from questionforms.scoring.simulation import Outcome, Simulation, simulate

__all__ = ["Conventions", "Outcome", "Score", "Simulation", "simulate"]
