"""Two installations on one machine have partners' simulators of their own."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CHOOSING = """
import sys
from motcua.running import programs

programs.SIMULATORS = {"population_simulator": int(sys.argv[1])}
print([port for _program, port in programs.simulators()], flush=True)
sys.stdin.readline()
programs.let_go()
print("let go", flush=True)
sys.stdin.readline()
"""


@contextmanager
def starting(usual: int) -> Iterator[subprocess.Popen[str]]:
    """An installation between choosing its ports and starting its simulators."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", CHOOSING, str(usual)], **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def test_dossiers_of_one_installation_never_reach_the_simulator_of_another() -> None:
    """Whoever starts while another start is under way gets other ports; those let go can be had again."""
    with socket.create_server(("127.0.0.1", 0)) as anywhere:
        usual = anywhere.getsockname()[1]
    with starting(usual) as first:
        assert json.loads(first.stdout.readline()) == [usual]
        with starting(usual) as second:
            (other,) = json.loads(second.stdout.readline())
        assert other != usual
        first.stdin.write("\n")
        first.stdin.flush()
        assert first.stdout.readline() == "let go\n"
        socket.create_server(("127.0.0.1", usual)).close()
