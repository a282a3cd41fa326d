"""Other implementations of the same sweep: C in six variants, and NumPy.  All have the interface of `RotorRings`."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.c_compiler import Compiler, load
from thermochain.engine.lanes import pack, unpack
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

TURN = 2.0 * np.pi
_DOUBLES, _FLOATS, _INTEGERS = (np.ctypeslib.ndpointer(kind, flags="C_CONTIGUOUS") for kind in ("f8", "f4", "i4"))


class _Staggered:
    """State of rings: angles at the time of the step, momenta half a step earlier."""

    def __init__(self, angles: NDArray, momenta: NDArray, time_step: float):
        self._time_step = time_step
        self._angles = angles.copy()
        self._behind = momenta - 0.5 * time_step * rotor.ring_forces(angles)

    @property
    def angles(self) -> NDArray:
        """Angles, shape (n_rotors, n_replicas)."""
        return self._angles

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        return self._behind + 0.5 * self._time_step * rotor.ring_forces(self.angles)


class NumpyRings(_Staggered):
    """The leapfrog step in whole-array NumPy, its sine shared between force and currents."""

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Currents J^p and J^e before every stride-th step, as `RotorRings.run` returns them."""
        currents = np.empty((2, n_samples, self._angles.shape[1]))
        for step in range(n_samples * stride):
            pull = np.sin(rotor.ring_bonds(self._angles))
            following = np.roll(pull, -1, axis=0)
            before = self._behind
            self._behind = before + self._time_step * (following - pull)
            self._angles = self._angles + self._time_step * self._behind
            if step % stride == 0:
                currents[0, step // stride] = -pull.sum(axis=0)
                currents[1, step // stride] = -0.25 * np.sum((before + self._behind) * (pull + following), axis=0)
        return currents[0], currents[1]


class CRings(_Staggered):
    """The sweep of ``rotor_ring.c``, compiled for `lanes` replicas side by side."""

    def __init__(self, function: Callable, lanes: int, angles: NDArray, momenta: NDArray, time_step: float):
        super().__init__(angles, momenta, time_step)
        self._function, self._shape = function, angles.shape
        self._turns, self._packed = (self._pack(x, lanes) for x in (self._angles / TURN, self._behind))

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Currents J^p and J^e before every stride-th step, as `RotorRings.run` returns them."""
        n_vectors, n_sites, _ = self._turns.shape
        sines, power = np.empty((2, n_samples, self._shape[1]))
        self._function(self._turns, self._packed, n_vectors, n_sites, n_samples, stride, self._time_step, sines, power)
        self._angles, self._behind = TURN * self._unpack(self._turns), self._unpack(self._packed)
        return -sines, -0.25 * power

    @staticmethod
    def _pack(values, lanes):
        """(site, replica) -> (vector, site, lane); the replicas must fill the vectors."""
        return np.ascontiguousarray(values.reshape(values.shape[0], -1, lanes).transpose(1, 0, 2))

    def _unpack(self, packed):
        return packed.transpose(1, 0, 2).reshape(self._shape)


class CPhaseRings(RotorRings):
    """The sweep of ``rotor_phases.c``, compiled for `lanes` replicas side by side."""

    def __init__(self, function: Callable, lanes: int, angles: NDArray, momenta: NDArray, time_step: float):
        super().__init__(angles, momenta, time_step)
        self._function = function
        self.phases, self.staggered = (
            pack(unpack(part, self.n_replicas), lanes) for part in (self.phases, self.staggered)
        )

    def run(self, n_samples: int, stride: int) -> tuple[NDArray, NDArray]:
        """Currents J^p and J^e before every stride-th step, as `RotorRings.run` returns them."""
        n_vectors, n_sites, _ = self.phases.shape
        sums, power = np.empty((2, n_samples, self.n_replicas), dtype=np.float32)
        strength = self.time_step / self.momentum_unit
        self._function(self.phases, self.staggered, n_vectors, n_sites, n_samples, stride, strength, sums, power)
        return -sums / strength, -0.25 * self.momentum_unit / strength * power


@dataclass(frozen=True)
class Peer:
    """A contestant, in double precision or in integers and single precision."""

    name: str  # for the table
    rings: Callable  # class like `RotorRings`
    n_steps: int  # steps of a measurement, 10 to 30 ms, a multiple of four
    is_double: bool = True


KERNEL = Peer("this kernel", RotorRings, 3200, is_double=False)
DOUBLE, NUMPY = Peer("the kernel of other potentials", Rings, 1600), Peer("NumPy", NumpyRings, 16)


def c_peers(compiler: Compiler) -> tuple[list[Peer], list[str]]:
    """The variants of ``rotor_ring.c`` that this machine can run, and remarks on the other variants."""
    fast, remarks = compiler.accepted, []
    peers = [
        Peer("C, integers, vectors of 8", _c_phase_rings(compiler, 8, fast), 3200, is_double=False),
        Peer("C, integers, vectors of 16", _c_phase_rings(compiler, 16, fast), 1600, is_double=False),
        Peer("C, vectors of 8, polynomial", _c_rings(compiler, 8, fast), 1600),
        Peer("C, vectors of 16, polynomial", _c_rings(compiler, 16, fast), 800),
        Peer("C, one ring, sin() of libm", _c_rings(compiler, 1, ("-O2", "-DLIBM_SINE")), 32),
    ]
    with_library = (*fast, "-DLIBM_SINE")
    library = compiler.library("rotor_ring.c", "probe", ("-DLANES=8", *with_library))
    if b"_ZGV" in library.read_bytes():  # prefix of the names of the library's vector functions
        peers.insert(4, Peer("C, vectors of 8, vector sin()", _c_rings(compiler, 8, with_library), 400))
    else:
        remarks.append("no row with a vector sin(): the compiler did not find one (glibc's libmvec)")
    return peers, remarks


def _c_rings(compiler, lanes, flags):
    name = f"rotor_ring_{lanes}_{'library' if '-DLIBM_SINE' in flags else 'polynomial'}"
    library = compiler.library("rotor_ring.c", name, (f"-DLANES={lanes}", *flags))
    size = ctypes.c_size_t
    arguments = (_DOUBLES, _DOUBLES, size, size, size, size, ctypes.c_double, _DOUBLES, _DOUBLES)
    return partial(CRings, load(library, "rotor_ring_run", None, *arguments), lanes)


def _c_phase_rings(compiler, lanes, flags):
    library = compiler.library("rotor_phases.c", f"rotor_phases_{lanes}", (f"-DLANES={lanes}", *flags))
    size = ctypes.c_size_t
    arguments = (_INTEGERS, _INTEGERS, size, size, size, size, ctypes.c_float, _FLOATS, _FLOATS)
    return partial(CPhaseRings, load(library, "rotor_phases_run", None, *arguments), lanes)


def largest_difference(peer: Peer, angles: NDArray, momenta: NDArray, time_step: float) -> float:
    """Largest difference of angles, momenta and currents per rotor over 40 steps.

    A peer in double precision is compared with the kernel of other potentials, which is, too.
    """
    kernel, other = (
        rings(angles, momenta, time_step) for rings in ((DOUBLE if peer.is_double else KERNEL).rings, peer.rings)
    )
    currents = [np.array(rings.run(n_samples=10, stride=4)) / angles.shape[0] for rings in (kernel, other)]
    differences = (
        currents[0] - currents[1],
        2.0 * np.sin(0.5 * (kernel.angles - other.angles)),
        kernel.momenta - other.momenta,
    )
    return max(float(np.max(np.abs(d))) for d in differences)
