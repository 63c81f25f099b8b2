"""The environment variables with which a program's MTurk calls go to a marketplace."""

from __future__ import annotations

import os
from configparser import Error, RawConfigParser
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from questionforms.mturk.client.endpoints import REGION
from questionforms.redirection.startup.sitecustomize import ENDPOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).resolve().parent
#: The folder with our `sitecustomize`.
_STARTUP = _HERE / "startup"
#: What Node loads before a program.
_PRELOAD = _HERE / "preload.cjs"
#: The folder with our `aws`.
_COMMANDS = _HERE / "bin"
#: The access key, and the secret, of programs that have none; a marketplace accepts it until it has keys.
NO_KEY = "local"

#: The environment variables in which the SDKs look for keys, or for where to get them.
_KEY_VARIABLES = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
#: The settings of a profile by which it has keys.
_KEY_SETTINGS = {
    "aws_access_key_id",
    "credential_process",
    "login_session",
    "role_arn",
    "sso_account_id",
    "sso_session",
    "sso_start_url",
    "web_identity_token_file",
}


def redirecting_variables(address: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables to set in an environment so that MTurk calls of its programs go to the marketplace at an address.

    Python programs import our `sitecustomize`, Node programs our `preload.cjs`, and our `aws` runs the AWS CLI.
    Other SDKs read AWS_ENDPOINT_URL_MTURK. Keys and a region are set if there are none.
    """
    address = address.rstrip("/")
    variables = {
        ENDPOINT: address,
        "AWS_ENDPOINT_URL_MTURK": address,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "PYTHONPATH": _joined(os.pathsep, str(_STARTUP), environment.get("PYTHONPATH")),
        "NODE_OPTIONS": _joined(" ", environment.get("NODE_OPTIONS"), f"--require {_quoted(_PRELOAD)}"),
    }
    variables |= _aws_variables(environment.get("PATH", os.defpath))
    for name in ("NO_PROXY", "no_proxy"):
        variables[name] = _joined(",", environment.get(name), urlsplit(address).hostname)
    profile = _profile(environment)
    if not any(environment.get(name) for name in _KEY_VARIABLES) and not profile.keys() & _KEY_SETTINGS:
        variables |= {"AWS_ACCESS_KEY_ID": NO_KEY, "AWS_SECRET_ACCESS_KEY": NO_KEY}
    if "region" not in profile:
        region = environment.get("AWS_DEFAULT_REGION") or environment.get("AWS_REGION") or REGION
        for name in ("AWS_DEFAULT_REGION", "AWS_REGION"):
            variables[name] = environment.get(name) or region
    return variables


def _aws_variables(path: str) -> dict[str, str]:
    """The variables with which our `aws` runs instead of the AWS CLI on a PATH, if there is one."""
    if os.name != "posix":
        return {}
    others = os.pathsep.join(folder for folder in path.split(os.pathsep) if folder != str(_COMMANDS))
    command = which("aws", path=others)
    if command is None:
        return {}
    return {"PATH": _joined(os.pathsep, str(_COMMANDS), others), "QUESTIONFORMS_RUN_AWS": os.path.abspath(command)}


def _joined(separator: str, *parts: str | None) -> str:
    return separator.join(part for part in parts if part)


def _quoted(path: Path) -> str:
    """A path as Node reads it in NODE_OPTIONS; Node before 12 knows no quotes."""
    if not set(str(path)) & set(' \\"'):
        return str(path)
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _profile(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings of the AWS profile that programs use by default, from both files."""
    name = environment.get("AWS_PROFILE") or environment.get("AWS_DEFAULT_PROFILE") or "default"
    found: dict[str, str] = {}
    for variable, file in (("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")):
        path = Path(environment.get(variable) or Path.home() / ".aws" / file)
        parser = RawConfigParser(strict=False, allow_no_value=True, default_section="")
        try:
            parser.read(path.expanduser(), encoding="utf-8")
        except (Error, UnicodeDecodeError, OSError):  # the program reports it
            continue
        for section in (name, f"profile {name}"):
            if parser.has_section(section):
                found |= dict(parser.items(section))
    return found
