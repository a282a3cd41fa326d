"""Speed of the rotor-ring kernel on one core, in rotor updates per second, against C and NumPy.

Run with ``make bench``; see docs/performance.md.  The rates depend on the load of the machine; compare the ratios,
which are taken within rounds in which every contestant runs once.
"""

import os
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import machine
from benchmarks.c_compiler import Compiler
from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from benchmarks.peers import DOUBLE, KERNEL, NUMPY, Peer, c_peers, largest_difference
from benchmarks.processes import scaling
from benchmarks.start_up import start_up
from benchmarks.state import N_REPLICAS, N_ROTORS, TIME_STEP, initial_state

N_ROUNDS = 25
# sines differ by 2.4e-13, in single precision by 5e-7, and chaos amplifies this over forty steps
TOLERANCES = {"double": 1e-11, "single": 1e-5}
START_UPS = 5
_CURRENTS = {"none": None, "every 4th step": 4, "every step": 1}


def check(peer: Peer) -> float:
    """Largest difference from the kernel; stops the benchmark if the two do not compute the same."""
    difference = largest_difference(peer, *initial_state(), TIME_STEP)
    tolerance = TOLERANCES["double" if peer.is_double else "single"]
    if not difference < tolerance:
        raise SystemExit(f"{peer.name} and the kernel differ by {difference:.1e}, more than {tolerance}")
    return difference


def sweeps(peers: list[Peer]) -> dict:
    """Contestants for `rates`: every peer without currents, with some and with all."""
    found = {}
    for peer in peers:
        for currents, stride in _CURRENTS.items():
            rings = peer.rings(*initial_state(), TIME_STEP)
            stride = stride or peer.n_steps  # one current in a call costs nothing measurable
            call = partial(rings.run, peer.n_steps // stride, stride)
            found[peer.name, currents] = call, N_ROTORS * N_REPLICAS * peer.n_steps
    return found


def print_table(peers: list[Peer], measured: dict):
    """Print rates, then ratios of the kernel's rate to that of each peer."""
    print(f"\n{'1e9 rotor updates/s, median; currents:':40s}" + "".join(f"{c:>26s}" for c in _CURRENTS))
    for peer in peers:
        cells = (f"{Spread.of(measured[peer.name, c] / 1e9).median:26.3f}" for c in _CURRENTS)
        print(f"{peer.name:40s}" + "".join(cells))
    print("\nrate of the kernel over that of a peer, median (quartiles) of paired ratios")
    for peer in peers[1:]:
        ratios = (Spread.of(measured[KERNEL.name, c] / measured[peer.name, c]) for c in _CURRENTS)
        print(f"{peer.name:40s}" + "".join(f"{r:.2f}".rjust(26) for r in ratios))
    for currents in list(_CURRENTS)[1:]:
        extra = Spread.of(measured[KERNEL.name, "none"] / measured[KERNEL.name, currents] - 1.0)
        print(f"{'cost of currents ' + currents:40s}{f'{extra:.0%}':>26s}")


def compile_peers(folder: Path) -> tuple[list[Peer], dict]:
    """C peers and the loops that measure the machine, with remarks on missing ones; none without a compiler."""
    compiler = Compiler.find(folder)
    if compiler is None:
        print("no C compiler found ($CC, cc, gcc, clang): no C peers and no estimate of the machine's limit")
        return [], {}
    print(compiler.version(), *compiler.accepted)
    if compiler.rejected:
        print("flags that this compiler rejects, dropped:", *compiler.rejected)
    peers, remarks = c_peers(compiler)
    print(*remarks, sep="\n", end="\n" if remarks else "")
    return peers, machine.contestants(compiler)


def entries(peers: list[Peer], measured: dict) -> list[Entry]:
    """Entries of the ledger: the kernel against every peer, with currents as in the study."""
    currents = "every 4th step"
    rates_of_peers = {peer.name: measured[peer.name, currents] for peer in peers[1:]}
    what = f"rotor ring, M = {N_ROTORS}, currents {currents}"
    return compared("kernels", what, "1e9 updates/s", measured[KERNEL.name, currents], 1e9, rates_of_peers)


def main() -> list[Entry]:
    """Measure the kernel against all peers, print the rates and ratios, and return them as entries of the ledger."""
    print(f"M = {N_ROTORS} rotors, {N_REPLICAS} replicas, {N_ROUNDS} rounds, one core")
    with tempfile.TemporaryDirectory() as folder:
        compiled, limits = compile_peers(Path(folder))
        peers = [KERNEL, DOUBLE, *compiled, NUMPY]
        for peer in peers[1:]:
            print(f"{peer.name}: differs from the kernel by at most {check(peer):.0e} after 40 steps")
        measured = rates(sweeps(peers) | limits, N_ROUNDS)
    print_table(peers, measured)
    if limits:
        print("\nthe machine's limit, an estimate:")
        print(*machine.estimate(measured, measured[KERNEL.name, "none"]), sep="\n")
    found = entries(peers, measured)
    if os.cpu_count() > 1:
        gain = Spread.of(scaling(N_ROUNDS))
        print(f"\nfrom one process to two: {gain:.2f} times the work")
        found.append(Entry("whole job", "work of two processes", gain, "times that of one"))
    print("from the start of a job to the end of its first step:")
    for part, seconds in start_up(START_UPS).items():
        print(f"    {part:16s}{seconds:.2f} s")
        if part == "total":
            found.append(Entry("whole job", "start of a job, to its first compiled step", seconds, "s"))
    return found


if __name__ == "__main__":
    main()
