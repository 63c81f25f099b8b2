"""What `questionforms run` does in Node programs beyond the main job of both SDKs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from questionforms import redirection
from tests.redirection.running_programs import HOSTS, needs_node, node_program, ran

if TYPE_CHECKING:
    from questionforms.testing.running import Running

PRELOAD = Path(redirection.__file__).with_name("preload.cjs")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")]


def printed_by(folder: Path, address: str, code: str, **variables: str) -> str:
    """What an ES module prints."""
    program = folder / "program.mjs"
    program.write_text(code, encoding="utf-8")
    return ran(folder, "node", program, endpoint=address, variables=variables)


def test_hosts() -> None:
    """The hosts that are Mechanical Turk's are the same as in Python."""
    code = f"const {{isServiceHost}} = require({str(PRELOAD)!r}); console.log({list(HOSTS)}.map(isServiceHost).join())"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ",".join(str(expected).lower() for expected in HOSTS.values())


def test_calls_without_the_sdks(tmp_path: Path, mturk_marketplace: Running) -> None:
    """Requests through `https` go to the marketplace, and `fetch` to Mechanical Turk is refused with the reason."""
    code = """
        import https, { request } from 'node:https';
        const url = 'https://mturk-requester-sandbox.us-east-1.amazonaws.com/nothing?x=1';
        const agent = new https.Agent({ keepAlive: true });
        const finished = (call) => new Promise((resolve) => call((response) => {
            response.resume();
            response.on('end', () => { console.log(response.statusCode); resolve(); });
        }));
        await finished((callback) => https.get(url, callback));
        await finished((callback) => request(new URL(url), { agent, headers: { Host: 'x' } }, callback).end());
        const host = 'mturk-requester.us-east-1.amazonaws.com';
        await finished((callback) => request({ host, path: '/no' }, callback).end());
        for (const host of ['mturk-requester.us-east-1.amazonaws.com', 'www.mturk.com']) {
            await fetch(`https://${host}/`).catch((error) => console.log(error.cause.message));
        }
    """
    lines = printed_by(tmp_path, mturk_marketplace.address, code).splitlines()
    assert lines[:3] == ["404"] * 3
    for line in lines[3:]:
        assert (
            f" is not called: MTurk calls of this program go to the marketplace at {mturk_marketplace.address}" in line
        )
    assert len(lines) == 5


def test_other_hosts(tmp_path: Path, mturk_marketplace: Running) -> None:
    """Calls to any other host are left alone, and so are the program's own options of Node."""
    code = """
        import http from 'node:http';
        import dns from 'node:dns';
        import { promisify } from 'node:util';
        const server = http.createServer((request, response) => response.end(request.headers.host));
        server.listen(0, '127.0.0.1');
        await new Promise((resolve) => server.on('listening', resolve));
        const { port } = server.address();
        const text = await (await fetch(`http://127.0.0.1:${port}/`)).text();
        const options = { port, host: 'localhost', family: 4 };
        const body = await new Promise((resolve) => http.get(options, (response) => response.on('data', resolve)));
        console.log(text === `127.0.0.1:${port}`, String(body) === `localhost:${port}`);
        console.log((await promisify(dns.lookup)('127.0.0.1')).address, process.title);
        server.close();
    """
    printed = printed_by(tmp_path, mturk_marketplace.address, code, NODE_OPTIONS="--title=mine")
    assert printed == "true true\n127.0.0.1 mine\n"


@needs_node
@pytest.mark.parametrize("option", ["agent: new (require('https').Agent)()", "proxy: 'http://127.0.0.1:9'"])
def test_an_agent_or_a_proxy_of_the_program(tmp_path: Path, mturk_marketplace: Running, option: str) -> None:
    """A client with an agent for HTTPS, or with a proxy, reaches the marketplace directly."""
    program = node_program(tmp_path, "call_v2.cjs")
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("amazonaws.com' });", f"amazonaws.com', httpOptions: {{ {option} }} }});"))
    assert option in program.read_text(encoding="utf-8")
    printed = ran(tmp_path, "node", program, "getAccountBalance", "{}", endpoint=mturk_marketplace.address)
    assert "10000.00" in printed
