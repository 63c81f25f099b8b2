"""Runs an unchanged boto3 program against the marketplace, while workers answer its HITs."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from questionforms.testing import Worker

PROGRAM = Path(__file__).parent / "programs" / "label_images.py"
ANSWERS = {"https://images.example.org/1.jpg": "a cat", "https://images.example.org/2.jpg": "a dog"}


def serve(folder: str) -> tuple[subprocess.Popen[str], str]:
    """Start `questionforms serve` in its own process; returns the process and its address."""
    command = [sys.executable, "-m", "questionforms", "serve", "--port", "0", "--database"]
    process = subprocess.Popen(
        [*command, f"sqlite:///{folder}/marketplace.sqlite"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


def run(address: str) -> subprocess.Popen[str]:
    """Start the program; only the environment tells it where the service is."""
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL_MTURK": address,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "NO_PROXY": "127.0.0.1",
    }
    return subprocess.Popen([sys.executable, str(PROGRAM)], env=environment, stdout=subprocess.PIPE, encoding="utf-8")


def work(address: str, qualification: str, hits: list[str]) -> None:
    """Let two workers take the test and complete all HITs."""
    first = Worker(address)
    for worker in (first, first.another()):
        worker.request_qualification(qualification, {"legs": "eight"})
        for hit, answer in zip(hits, ANSWERS.values(), strict=True):
            worker.answer(hit, {"animal": answer})
    first.close()


def main() -> None:
    """Start the marketplace, run the program, let workers answer, and stop everything."""
    with TemporaryDirectory() as folder:
        server, address = serve(folder)
        with server, run(address) as program:
            try:
                assert program.stdout
                qualification = program.stdout.readline().split()[1]
                work(address, qualification, program.stdout.readline().split()[1:])
                print(program.stdout.read(), end="")
                assert program.wait() == 0
            finally:
                program.kill()
                server.terminate()
    assert server.returncode == 0


if __name__ == "__main__":
    main()
