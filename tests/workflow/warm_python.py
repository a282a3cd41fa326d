"""Python programs that start from a process which has imported Snakemake and its libraries.

A start of Snakemake takes five seconds, more than half of them for imports.  Here one process imports what it needs and
then waits.  For each program it forks another one, which runs the program as a fresh interpreter would: with its own
folder, environment, search path, output and exit status.  Nothing of the project, of which the tests edit copies, is
imported before that.  Nor is what would import the project's plugins, or `snakemake.workflow`, which remembers the
folder that it was imported in.
"""

import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

# What a start of Snakemake in the project imports; what is not installed is left out.
LIBRARIES = (
    *("configargparse", "docutils.core", "docutils.parsers.rst.directives.images", "humanfriendly", "immutables"),
    *("jinja2", "jsonschema", "nbformat", "pandas", "psutil", "pulp", "requests", "rich.progress", "scipy.fft"),
    *("scipy.linalg", "scipy.sparse.csgraph", "scipy.special", "smart_open", "sqlite3", "sqlmodel", "tabulate"),
    *("tenacity", "throttler", "yte", "snakemake.jobs", "snakemake.persistence", "snakemake.rules"),
    *("snakemake_executor_plugin_cluster_generic", "snakemake_executor_plugin_slurm"),
    "snakemake_executor_plugin_slurm_jobstep",
)


class WarmPython:
    """The process that has imported LIBRARIES; it ends with the one that has made it."""

    def __init__(self):
        # the search path of a program is added to that of an interpreter without PYTHONPATH
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen([sys.executable, __file__], env=environment, text=True, **pipes)

    def close(self):
        """Let the process end."""
        self._process.communicate()

    def run(self, arguments, *, folder, environment, apart=False):
        """What "python *arguments" does in a folder, with nothing to read; `apart`: its errors apart from its output.

        The arguments begin with the path of a program, or with "-m" and the name of a module.
        """
        with tempfile.TemporaryDirectory() as name:
            output, errors = Path(name, "output"), Path(name, "errors")
            program = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
            files = {"output": str(output), "errors": str(errors) if apart else None}
            print(json.dumps(program | files), file=self._process.stdin, flush=True)
            status = int(self._process.stdout.readline())
            texts = [output.read_text(), errors.read_text() if apart else None]
        return subprocess.CompletedProcess([sys.executable, *arguments], status, *texts)


def next_program():
    """The program that this process, forked for it, shall run; the waiting process itself stays in here to its end."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            return json.loads(line)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return sys.exit()


def run_program(arguments, folder, environment, output, errors):
    """Run a program in this process."""
    for descriptor, path in enumerate((os.devnull, output, errors or output)):
        os.close(descriptor)
        os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)  # takes the number that has become free
        os.set_inheritable(descriptor, True)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    is_module = arguments[0] == "-m"
    sys.argv = arguments[is_module:]
    home = folder if is_module else Path(folder, arguments[0]).parent
    given = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    sys.path[:0] = [str(home), *map(os.path.abspath, given)]
    if is_module:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file
    for library in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(library)
    gc.freeze()  # what is here is not searched for garbage in every process
    run_program(**next_program())
