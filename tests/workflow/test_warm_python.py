"""Programs of the tests start from a process that has imported Snakemake, and behave as if they started afresh."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.workflow.conftest import warm_python

# what a process knows of itself, but for the modules that are ready; Snakemake adds to the search path
TELL = """
import atexit, json, os, signal, sys, threading
import snakemake.common
atexit.register(print, "the end")
print(json.dumps({
    "name": __name__, "main": sys.modules["__main__"].__name__, "arguments": sys.argv, "path": sys.path,
    "folder": os.getcwd(), "environment": dict(os.environ), "read": sys.stdin.read(),
    "terminals": [os.isatty(k) for k in range(3)], "descriptors": os.listdir("/proc/self/fd"),
    "threads": threading.active_count(), "signals": str([signal.getsignal(k) for k in (2, 13, 15)]),
}))
print("to the errors", file=sys.stderr)
"""
ENDS = {
    "": 0,
    "sys.exit(3)": 3,
    "sys.exit('one line')": 1,
    "raise ValueError('a fault')": 1,
    "os._exit(7)": 7,
    "sys.stdout.flush(); os.kill(os.getpid(), 9)": -signal.SIGKILL,
}


@pytest.fixture
def both(tmp_path):
    """Outcomes of a program, or of a module, that starts here and that starts as usual: (status, output, errors)."""
    environment = {name: value for name, value in os.environ.items() if name != "HOME"} | {"PYTHONPATH": "one:two"}

    def run(*arguments):
        place = {"cwd": tmp_path, "env": environment, "stdin": subprocess.DEVNULL}
        usual = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, **place)
        ours = warm_python().run(arguments, folder=tmp_path, environment=environment, apart=True)
        return [(done.returncode, done.stdout, done.stderr) for done in (ours, usual)]

    return run


@pytest.mark.parametrize(
    ("how", "end"), [*((["folder/program.py"], end) for end in ENDS), (["-m", "folder.program"], "sys.exit(3)")]
)
def test_a_program_cannot_tell_that_it_did_not_start_afresh(both, tmp_path, how, end):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/program.py").write_text(f"{TELL}\n{end}\n")
    (status, output, errors), (usual_status, usual_output, usual_errors) = both(*how, "a", "b c")
    assert status == usual_status == ENDS[end]
    told, usual = (json.loads(text.splitlines()[0]) for text in (output, usual_output))
    assert told == usual
    assert output.splitlines()[1:] == usual_output.splitlines()[1:]
    # of a traceback, the end: before it stand the frames of the program that ran this one
    assert errors.splitlines()[0] == usual_errors.splitlines()[0] == "to the errors"
    assert errors.splitlines()[-1] == usual_errors.splitlines()[-1]


def test_output_and_errors_go_to_one_place_in_their_order_unless_they_are_kept_apart(tmp_path):
    (tmp_path / "program.py").write_text("import os\nfor k in (1, 2, 1):\n    os.write(k, str(k).encode())\n")
    done = warm_python().run(["program.py"], folder=tmp_path, environment=os.environ)
    assert (done.stdout, done.stderr) == ("121", None)
    done = warm_python().run(["program.py"], folder=tmp_path, environment=os.environ, apart=True)
    assert (done.stdout, done.stderr) == ("11", "2")


def test_what_is_ready_holds_nothing_of_the_project_which_every_process_imports_anew(tmp_path):
    """Nor a thread, which a fork would lose."""
    (tmp_path / "program.py").write_text(
        "import os, sys\nprint(*sys.modules)\nprint(len(os.listdir('/proc/self/task')))\nimport thermochain"
    )
    outputs = []
    for text in ("before the edit", "after it"):
        (tmp_path / "thermochain.py").write_text(f"print({text!r})")
        done = warm_python().run(["program.py"], folder=tmp_path, environment=os.environ)
        modules, n_threads, told = done.stdout.splitlines()
        assert {"pandas", "scipy.special", "snakemake.persistence"} <= set(modules.split())
        assert not re.findall(r"\S*thermochain\S*|snakemake\.workflow", modules)
        assert (n_threads, told) == ("1", text)
        outputs.append(modules)
    assert outputs[0] == outputs[1]
