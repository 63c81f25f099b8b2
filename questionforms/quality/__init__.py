"""How well workers agree, labels that combine their answers, and figures for each worker. Needs the extra `quality`.

The command imports it; it imports `answers` and the elements.
"""

from questionforms._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.quality.alpha import Agreement, agreement
    from questionforms.quality.plots import plot_agreement, plot_workers
    from questionforms.quality.voting import consensus
    from questionforms.quality.worker_statistics import workers

__all__ = ["Agreement", "agreement", "consensus", "plot_agreement", "plot_workers", "workers"]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.quality.alpha": ("Agreement", "agreement"),
        "questionforms.quality.plots": ("plot_agreement", "plot_workers"),
        "questionforms.quality.voting": ("consensus",),
        "questionforms.quality.worker_statistics": ("workers",),
    },
)
