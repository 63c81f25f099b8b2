"""Redirects a Python program's MTurk calls. Python imports this file at its start, in any environment, from 3.7 on.

It imports nothing but the standard library, and little of it; other modules are patched when the program imports them.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    #: Sets an attribute of an object to a value, as `setattr` does.
    Replace = Callable[[Any, str, Any], object]

#: The environment variable with the marketplace's URL.
ENDPOINT = "QUESTIONFORMS_RUN_ENDPOINT"
#: The service's name in the addresses of its endpoints, and in the API models of all SDKs.
_PREFIX = "mturk-requester"
_AMAZON = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws")


def is_service_host(host: object) -> bool:
    """Whether a host is Mechanical Turk's: an endpoint of any version of its API, or one of its sites."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("latin-1")
    name = str(host).rstrip(".").lower()
    if name == "mturk.com" or name.endswith(".mturk.com"):
        return True
    return name.startswith((_PREFIX, "mechanicalturk.")) and name.endswith(_AMAZON)


def redirect(address: str, replace: Replace) -> None:
    """Redirect the calls of this process to a marketplace. `replace` is `setattr`, or does the same and can undo it."""
    for name, patch in _PATCHES.items():
        if name in sys.modules:
            patch(sys.modules[name], address, replace)


def _send_to_marketplace(module: Any, address: str, replace: Replace) -> None:
    """Patch the method of botocore through which every client sends its requests; it signs them later."""
    original = module.Endpoint.make_request

    def make_request(self: Any, operation_model: Any, request_dict: Any) -> Any:
        if operation_model.service_model.endpoint_prefix == _PREFIX:
            request_dict["url"] = address + "/"
        return original(self, operation_model, request_dict)

    replace(module.Endpoint, "make_request", make_request)


def _use_no_proxy(module: Any, address: str, replace: Replace) -> None:
    """Send requests to the marketplace directly: botocore chose the proxy for the endpoint that the program named."""
    original = module.ProxyConfiguration.proxy_url_for

    def proxy_url_for(self: Any, url: str) -> Any:
        return None if url.startswith(address + "/") else original(self, url)

    replace(module.ProxyConfiguration, "proxy_url_for", proxy_url_for)


def _refuse_names(module: Any, address: str, replace: Replace) -> None:
    """Refuse to resolve the names of the service's hosts."""
    original = module.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if is_service_host(host):
            raise _refusal(host, address)
        return original(host, *args, **kwargs)

    replace(module, "getaddrinfo", getaddrinfo)


def _refuse_tunnels(module: Any, address: str, replace: Replace) -> None:
    """Refuse to reach the service's hosts through a proxy, which would resolve their names itself."""
    original = module.HTTPConnection.set_tunnel

    def set_tunnel(self: Any, host: str, *args: Any, **kwargs: Any) -> Any:
        if is_service_host(host):
            raise _refusal(host, address)
        return original(self, host, *args, **kwargs)

    replace(module.HTTPConnection, "set_tunnel", set_tunnel)


def _refusal(host: object, address: str) -> OSError:
    name = host.decode("latin-1") if isinstance(host, bytes) else host
    return ConnectionRefusedError(
        f"{name} is not called: MTurk calls of this program go to the marketplace at {address}. Only calls through "
        "boto3, botocore or the AWS CLI are redirected; this one was made in another way"
    )


#: Module -> how to patch it. Version 2 of the AWS CLI has a botocore of its own.
_PATCHES: dict[str, Callable[[Any, str, Replace], None]] = {
    "botocore.endpoint": _send_to_marketplace,
    "botocore.httpsession": _use_no_proxy,
    "awscli.botocore.endpoint": _send_to_marketplace,
    "awscli.botocore.httpsession": _use_no_proxy,
    "socket": _refuse_names,
    "http.client": _refuse_tunnels,
}


class _PatchingLoader:
    """Loads a module with its own loader, then patches it; the module does not see this loader afterwards."""

    def __init__(self, loader: Any, address: str) -> None:
        self._loader = loader
        self._address = address

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Create the module as its own loader does."""
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, and patch it."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _PATCHES[module.__name__](module, self._address, setattr)


class _PatchingFinder:
    """Finds the modules that are to be patched, through the finders that come after it."""

    def __init__(self, address: str) -> None:
        self._address = address

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module as the other finders find it, with a loader that patches it."""
        if name not in _PATCHES:
            return None
        for finder in sys.meta_path:
            find_spec = None if finder is self else getattr(finder, "find_spec", None)
            spec: ModuleSpec | None = find_spec(name, path, target) if find_spec else None
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _PatchingLoader(spec.loader, self._address)  # type: ignore[assignment]
                return spec
        return None


def _run_next() -> None:
    """Run the `sitecustomize` that this one hides, if there is one, and leave the module path as it would be."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [folder for folder in sys.path if not folder or os.path.abspath(folder) != here]
    spec = PathFinder.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        from importlib.util import module_from_spec

        sys.modules["sitecustomize"] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


def _start(address: str | None) -> None:
    if address:
        redirect(address, setattr)
        sys.meta_path.insert(0, _PatchingFinder(address))
    _run_next()


if __name__ == "sitecustomize":
    _start(os.environ.get(ENDPOINT))
