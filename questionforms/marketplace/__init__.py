"""A service that speaks Mechanical Turk's requester API, for boto3's `endpoint_url`; needs the extra `marketplace`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from questionforms.marketplace.application import Marketplace, create_app
    from questionforms.marketplace.server import Server
    from questionforms.marketplace.store import Database

__all__ = ["Database", "Marketplace", "Server", "create_app"]

#: Where the names are that are loaded at their first use.
_LATER = {"Database": "store", "Marketplace": "application", "Server": "server", "create_app": "application"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    from questionforms.exceptions import MissingExtra

    try:
        module = import_module(f"{__name__}.{_LATER[name]}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("questionforms"):
            raise
        message = f"the marketplace needs {error.name}; `pip install 'questionforms[marketplace]'` installs it"
        raise MissingExtra(message) from error
    value = globals()[name] = getattr(module, name)
    return value
