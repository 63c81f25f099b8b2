"""The endpoints of the service (the local marketplace, Amazon's two, or any URL), and a boto3 client for them."""

from __future__ import annotations

from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from questionforms.elements.base import arguments
from questionforms.exceptions import InvalidArgument, WrongType
from questionforms.mturk.client.call import method_of, missing_boto3
from questionforms.words import did_you_mean, found, nearest, shown

if TYPE_CHECKING:
    from botocore.config import Config  # type: ignore[import-untyped]

#: Where `questionforms serve` listens by default.
LOCAL = "http://127.0.0.1:8765"
#: Amazon's endpoint for testing, without real money. Source: the developer guide, "Developer sandbox".
SANDBOX = "https://mturk-requester-sandbox.us-east-1.amazonaws.com"
#: Amazon's endpoint, where workers are paid.
PRODUCTION = "https://mturk-requester.us-east-1.amazonaws.com"

#: Name -> URL.
ENDPOINTS = {"local": LOCAL, "sandbox": SANDBOX, "production": PRODUCTION}
#: The only region in which the service existed.
REGION = "us-east-1"

#: Used to sign calls to this machine if there are no keys; the marketplace accepts them until it has a key.
_NO_KEYS = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
#: The ways in which boto3 finds keys without network access.
_NEARBY = ("env", "shared-credentials-file", "config-file", "custom-process")


def connect(endpoint: str = "local", **boto3_options: Any) -> Any:
    """Return a boto3 client for `"local"` (the marketplace), `"sandbox"`, `"production"`, or a URL.

    The options are those of `boto3.client`. The default region is us-east-1, and retries are adaptive unless a `config`
    sets another mode. An endpoint on this machine needs no keys and uses no proxy; if nothing answers there, boto3's
    exception says how to start the marketplace. Nothing is sent yet. Raises InvalidArgument for anything that is not an
    endpoint, and MissingExtra without boto3.
    """
    url = url_of("connect", endpoint)
    try:
        import boto3  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise missing_boto3() from error
    here = is_on_this_machine(url)
    options = {"region_name": REGION, **boto3_options}
    options["config"] = _config(options.get("config"), here=here)
    if here and "aws_access_key_id" not in options and not _has_keys():
        options |= _NO_KEYS
    client = boto3.client("mturk", endpoint_url=url, **options)
    if here:
        client.meta.events.register("response-received.mturk", partial(_say_how_to_start, url))
    return client


def url_of(where: str, endpoint: object) -> str:
    """The URL of an endpoint, given by name or as a URL."""
    if not isinstance(endpoint, str):
        raise WrongType(where, "endpoint", f"{found(endpoint)}; expected {_EXPECTED}")
    if endpoint in ENDPOINTS:
        return ENDPOINTS[endpoint]
    if endpoint.startswith(("http://", "https://")) and urlsplit(endpoint).hostname:
        return arguments.url(where, "endpoint", endpoint)
    guess = did_you_mean(_meant(endpoint), repr)
    raise InvalidArgument(where, "endpoint", f"{shown(endpoint)} is not an endpoint; expected {_EXPECTED}{guess}")


_EXPECTED = f"{', '.join(map(repr, ENDPOINTS))}, or a URL such as {LOCAL!r}"


def _meant(endpoint: str) -> str | None:
    """What was probably meant by something that is not an endpoint."""
    name = endpoint.strip().lower()
    if name.startswith(("http://", "https://")):
        return name if urlsplit(name).hostname else None
    if "://" not in name and (":" in name or "." in name or name == "localhost"):
        return f"http{'s' * ('amazonaws' in name)}://{name}"
    return nearest(name, ENDPOINTS)


def is_on_this_machine(url: str) -> bool:
    """Whether a URL leads to this machine, judging by its host; names are not looked up."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def endpoint_of(where: str, client: Any) -> str | None:
    """The name of the endpoint that a boto3 client uses, such as `sandbox`, or its URL if it has no name.

    Raises WrongType if it is not a client for the service.
    """
    method_of(client, "create_hit", where)
    url = getattr(getattr(client, "meta", None), "endpoint_url", None)
    return next((name for name, known in ENDPOINTS.items() if known == str(url).rstrip("/")), url)


def _config(given: Config | None, *, here: bool) -> Config:
    """The caller's configuration, with adaptive retries unless it sets another mode, and no proxy for this machine."""
    from botocore.config import Config

    ours: dict[str, Any] = {"retries": {"mode": "adaptive", **(getattr(given, "retries", None) or {})}}
    if here and getattr(given, "proxies", None) is None:
        ours["proxies"] = {}
    config: Config = (given or Config()).merge(Config(**ours))
    return config


def _say_how_to_start(url: str, exception: Exception | None = None, **_: Any) -> None:
    """Add to the exception for an address where nothing listens how to start the marketplace there.

    botocore emits the event before it raises the exception.
    """
    from botocore.exceptions import EndpointConnectionError  # type: ignore[import-untyped]

    if isinstance(exception, EndpointConnectionError):
        host, port = urlsplit(url).hostname, urlsplit(url).port or 80
        options = "" if host in (urlsplit(LOCAL).hostname, "localhost") else f" --host {host}"
        options += "" if port == urlsplit(LOCAL).port else f" --port {port}"
        exception.args = (f"{exception}; start the marketplace with `questionforms serve{options}`",)


def _has_keys() -> bool:
    """Whether boto3 finds keys in the environment or in its files, without asking a credentials service."""
    import botocore.session  # type: ignore[import-untyped]

    ways = botocore.session.get_session().get_component("credential_provider").providers
    return any(way.METHOD in _NEARBY and way.load() is not None for way in ways)
