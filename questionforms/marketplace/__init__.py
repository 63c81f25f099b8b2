"""A service with Mechanical Turk's requester API, for boto3's `endpoint_url`. Needs the extra `marketplace`."""

from questionforms._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.marketplace.app import create_app
    from questionforms.marketplace.configuration import Options
    from questionforms.marketplace.context import Marketplace
    from questionforms.marketplace.faults.fault_plan import Fault, FaultPlan
    from questionforms.marketplace.server import Server
    from questionforms.marketplace.store import Database

__all__ = ["Database", "Fault", "FaultPlan", "Marketplace", "Options", "Server", "create_app"]

__getattr__, __dir__ = lazily(
    __name__,
    {
        "questionforms.marketplace.app": ("create_app",),
        "questionforms.marketplace.context": ("Marketplace",),
        "questionforms.marketplace.configuration": ("Options",),
        "questionforms.marketplace.faults.fault_plan": ("Fault", "FaultPlan"),
        "questionforms.marketplace.server": ("Server",),
        "questionforms.marketplace.store": ("Database",),
    },
    extra="marketplace",
)
