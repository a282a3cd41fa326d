"""A Slurm cluster of one node on loopback, for one test run: daemons of its own, stopped at the end.

Slurm's tools look for their configuration in /etc/slurm/slurm.conf, and the jobs of the executor plugin drop every
variable that could send them elsewhere: while the cluster lives, a link stands there. An existing file is left alone.
"""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

CONFIGURATION = Path("/etc/slurm/slurm.conf")
DAEMONS = ("munged", "slurmctld", "slurmd")
TOOLS = (*DAEMONS, "sbatch", "squeue", "sinfo", "srun", "scancel", "scontrol")
_PREFIX = "thermochain-slurm-"
_PATIENCE = 120  # seconds for a daemon to answer, on a busy machine
_MEMORY = 6000  # MiB that the node promises at most; no job of the smoke preset needs a tenth


def reason_to_skip():
    """Why no cluster can be started here; None if one can."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"{', '.join(missing)} not found; on Debian: apt-get install slurm-wlm munge"
    if os.geteuid() != 0:
        return f"slurmctld and slurmd need root, and a link at {CONFIGURATION}"
    if os.path.lexists(CONFIGURATION) and not _abandoned(CONFIGURATION):
        return f"{CONFIGURATION} exists: this machine has a Slurm of its own, which is left alone"
    return None


def _abandoned(link):
    """Whether this is the link of a test run that was killed: ours, and no controller answers behind it."""
    if not (link.is_symlink() and link.readlink().parent.name.startswith(_PREFIX)):
        return False
    ping = subprocess.run(["scontrol", "ping"], capture_output=True, text=True, timeout=_PATIENCE, check=False)
    return " UP" not in ping.stdout


def _free_ports(n):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(n)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


class SlurmCluster:
    """The cluster; a context manager that starts and stops it."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self.folder.chmod(0o755)  # munge refuses a socket that others cannot reach
        self.submissions = self.folder / "submissions"
        self.processes = {}

    def __enter__(self):
        try:
            self._configure()
            self.start("munged")
            self.start("slurmctld")
            self.start("slurmd")
            nodes = ("sinfo", "--noheader", "--format=%T")
            self._wait_for(lambda: "idle" in self.tool(*nodes, check=False), "an idle node")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._empty_the_queue()
        for daemon in reversed(DAEMONS):
            self.stop(daemon)
        if CONFIGURATION.is_symlink() and CONFIGURATION.readlink().parent == self.folder:
            CONFIGURATION.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _empty_the_queue(self):
        """Cancel what a failed test left behind; its processes must not outlive the daemon that could end them."""
        alive = ("squeue", "--noheader", "--states=PENDING,RUNNING,COMPLETING")
        with contextlib.suppress(TimeoutError, subprocess.TimeoutExpired):
            self.tool("scancel", "--user=root", check=False)
            self._wait_for(lambda: not self.tool(*alive, check=False).strip(), "an empty queue")

    def _configure(self):
        for name in ("state", "spool", "bin"):
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.touch(0o400)
        key.write_bytes(secrets.token_bytes(128))
        controller_port, node_port = _free_ports(2)
        host = socket.gethostname().split(".")[0]
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
        settings = {
            "ClusterName": "thermochain",
            "SlurmctldHost": f"{host}(127.0.0.1)",
            "SlurmctldPort": controller_port,
            "SlurmdPort": node_port,
            "SlurmUser": "root",
            "SlurmdUser": "root",
            "AuthType": "auth/munge",
            # a job that is put back into the queue waits for its old credential to expire, by default two minutes
            "AuthInfo": f"socket={self.folder}/munge.socket,cred_expire=10",
            "StateSaveLocation": f"{self.folder}/state",
            "SlurmdSpoolDir": f"{self.folder}/spool",
            **{f"{daemon.capitalize()}PidFile": f"{self.folder}/{daemon}.pid" for daemon in DAEMONS[1:]},
            # nothing that needs cgroups, MPI or a database
            "ProctrackType": "proctrack/linuxproc",
            "TaskPlugin": "task/none",
            "JobAcctGatherType": "jobacct_gather/none",
            "AccountingStorageType": "accounting_storage/none",
            "MpiDefault": "none",
            # cores and memory are handed out as asked for
            "SelectType": "select/cons_tres",
            "SelectTypeParameters": "CR_Core_Memory",
            # a node that comes back after a failure serves at once; one that is silent for ten seconds has failed
            "ReturnToService": 2,
            "SlurmdTimeout": 10,
            "KillWait": 2,
            "MinJobAge": 3600,
            "SchedulerParameters": "batch_sched_delay=0,sched_interval=5",
        }
        node = {
            "NodeName": host,
            "NodeAddr": "127.0.0.1",
            "CPUs": os.cpu_count(),
            "RealMemory": min(_MEMORY, pages * 9 // 10),
        }
        lines = [f"{name}={value}" for name, value in settings.items()]
        lines.append(" ".join(f"{name}={value}" for name, value in node.items()))
        lines.append(f"PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP")
        configuration = self.folder / "slurm.conf"
        configuration.write_text("\n".join(lines) + "\n")
        if os.path.lexists(CONFIGURATION) and _abandoned(CONFIGURATION):
            CONFIGURATION.unlink()
        CONFIGURATION.parent.mkdir(exist_ok=True)
        CONFIGURATION.symlink_to(configuration)
        self._count_submissions()

    def _count_submissions(self):
        """An `sbatch` that writes down every call before the real one."""
        counter = self.folder / "bin/sbatch"
        note = f'echo "$*" | head -n 1 >> {self.submissions}'
        counter.write_text(f'#!/bin/sh\n{note}\nexec {shutil.which("sbatch")} "$@"\n')
        counter.chmod(0o755)
        self.submissions.touch()

    def start(self, daemon):
        """Start a daemon, in the foreground of a session of its own."""
        socket_file = self.folder / "munge.socket"
        options = {
            "munged": [
                "--foreground",
                f"--key-file={self.folder}/munge.key",
                f"--socket={socket_file}",
                f"--pid-file={self.folder}/munged.pid",
                f"--seed-file={self.folder}/munge.seed",
            ],
            "slurmctld": ["-D", "-f", str(CONFIGURATION)],
            "slurmd": ["-D", "-f", str(CONFIGURATION)],
        }[daemon]
        with (self.folder / f"{daemon}.log").open("a") as log:
            self.processes[daemon] = subprocess.Popen(
                [shutil.which(daemon), *options], stdout=log, stderr=log, start_new_session=True
            )
        if daemon == "munged":
            self._wait_for(socket_file.exists, "the socket of munged")

    def stop(self, daemon):
        """End a daemon, if it runs: politely, then not."""
        process = self.processes.pop(daemon, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def tool(self, *command, check=True):
        """Output of one of Slurm's tools."""
        return subprocess.run(command, check=check, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE).stdout

    def _wait_for(self, condition, what):
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                logs = [path.read_text()[-1500:] for path in self.folder.glob("*.log")]
                raise TimeoutError(f"waited {_PATIENCE} s for {what}\n" + "\n".join(logs))
            time.sleep(0.1)

    @property
    def environment(self):
        """Variables for a run of Snakemake that submits to this cluster and is counted."""
        return {"PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
