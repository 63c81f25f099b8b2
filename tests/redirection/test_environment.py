"""The environment variables with which programs are redirected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from questionforms.redirection.environment import redirecting_variables

ADDRESS = "http://127.0.0.1:8765"
KEYS = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
REGIONS = {"AWS_DEFAULT_REGION", "AWS_REGION"}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """An environment that names AWS's two files, which do not exist yet."""
    return {
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
        "PATH": "",
    }


def test_what_is_there_is_extended(files: dict[str, str]) -> None:
    """The program's own settings stay: modules on PYTHONPATH, options of Node, hosts without a proxy."""
    before = {"PYTHONPATH": "mine", "NODE_OPTIONS": "--trace-warnings", "NO_PROXY": "example.org"}
    variables = redirecting_variables(f"{ADDRESS}/", files | before)
    startup, mine = variables["PYTHONPATH"].split(os.pathsep)
    assert sorted(path.name for path in Path(startup).glob("*.py")) == ["__init__.py", "sitecustomize.py"]
    assert mine == "mine"
    options = variables["NODE_OPTIONS"].split(" ", 2)
    assert options[:2] == ["--trace-warnings", "--require"]
    assert Path(options[2].strip('"')).name == "preload.cjs"
    assert (variables["NO_PROXY"], variables["no_proxy"]) == ("example.org,127.0.0.1", "127.0.0.1")
    assert variables["AWS_ENDPOINT_URL_MTURK"] == ADDRESS
    assert "PATH" not in variables


@pytest.mark.parametrize(
    ("variables", "config", "credentials", "expected"),
    [
        ({}, "", "", KEYS | REGIONS),
        ({"AWS_ACCESS_KEY_ID": "mine"}, "", "", REGIONS),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "token"}, "", "", REGIONS),
        ({}, "[default]\nregion = eu-west-1\n", "[default]\naws_access_key_id = mine\n", set()),
        ({}, "", "[other]\naws_access_key_id = mine\n", KEYS | REGIONS),
        ({"AWS_PROFILE": "other"}, "", "[other]\naws_access_key_id = mine\n", REGIONS),
        ({"AWS_PROFILE": "other"}, "[profile other]\nsso_session = work\nregion = eu-west-1\n", "", set()),
        ({}, "not a configuration file", "", KEYS | REGIONS),
    ],
)
def test_keys_and_region(
    files: dict[str, str], variables: dict[str, str], config: str, credentials: str, expected: set[str]
) -> None:
    """Keys and a region are set only if the environment and the files of AWS have none."""
    Path(files["AWS_CONFIG_FILE"]).write_text(config, encoding="utf-8")
    Path(files["AWS_SHARED_CREDENTIALS_FILE"]).write_text(credentials, encoding="utf-8")
    found = redirecting_variables(ADDRESS, files | variables)
    assert found.keys() & (KEYS | REGIONS) == expected


def test_a_region_is_used_for_all_sdks(files: dict[str, str]) -> None:
    """A region that only some SDKs would read is given to all."""
    found = redirecting_variables(ADDRESS, files | {"AWS_DEFAULT_REGION": "eu-west-1"})
    assert (found["AWS_DEFAULT_REGION"], found["AWS_REGION"]) == ("eu-west-1", "eu-west-1")


def test_our_aws_comes_first_if_there_is_another(files: dict[str, str], tmp_path: Path) -> None:
    """The folder with our `aws` is put before the one with the AWS CLI, once even in a run inside a run."""
    (tmp_path / "aws").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "aws").chmod(0o755)
    once = redirecting_variables(ADDRESS, files | {"PATH": str(tmp_path)})
    twice = redirecting_variables(ADDRESS, files | once)
    for variables in (once, twice):
        first, second = variables["PATH"].split(os.pathsep)
        assert os.access(Path(first, "aws"), os.X_OK)
        assert second == str(tmp_path)
        assert variables["QUESTIONFORMS_RUN_AWS"] == str(tmp_path / "aws")
