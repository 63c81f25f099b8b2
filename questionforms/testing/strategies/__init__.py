"""Hypothesis strategies: forms, pages, answers that fit a form, answers that do not, and assignments with them.

Only your tests import this package. It needs the extra `testing`.
"""

from questionforms._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.testing.strategies.assignment_lists import assignments
    from questionforms.testing.strategies.fitting_answers import answers
    from questionforms.testing.strategies.form_documents import forms
    from questionforms.testing.strategies.page_documents import pages
    from questionforms.testing.strategies.unfit_answers import misfits

__all__ = ["answers", "assignments", "forms", "misfits", "pages"]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.testing.strategies.assignment_lists": ("assignments",),
        "questionforms.testing.strategies.fitting_answers": ("answers",),
        "questionforms.testing.strategies.form_documents": ("forms",),
        "questionforms.testing.strategies.page_documents": ("pages",),
        "questionforms.testing.strategies.unfit_answers": ("misfits",),
    },
    extra="testing",
)
