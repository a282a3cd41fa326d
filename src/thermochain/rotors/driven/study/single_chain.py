"""Simulation of the steady state of one driven rotor chain in one call, for use in a notebook."""

import math
from pathlib import Path

from thermochain.core.arguments import check_choice, check_integer, check_kind, shown
from thermochain.rotors.driven.steady_state import SteadyState, estimate_steady_state
from thermochain.rotors.driven.study.run import DURATION_UNIT, DrivenRun
from thermochain.rotors.driven.study.simulation import STARTS, open_checkpoint, simulate_moments

_DIFFUSION_TIMES = 4  # default duration over (n-1)^2
_MOST_ROTORS = 1_000_000


def simulate_rotor_ness(
    *,
    n_rotors: int,
    T_left: float,
    T_right: float,
    torque_left: float = 0.0,
    torque_right: float = 0.0,
    friction: float = 1.0,
    duration: float | None = None,
    time_step: float = 0.1,
    n_replicas: int = 32,
    seed: int = 0,
    start: str = "macroscopic",
    checkpoint: str | Path | None = None,
) -> SteadyState:
    """Stationary profiles and currents of the chain (IOS 2.1)-(2.2), with errors from independent replicas.

    Parameters
    ----------
    n_rotors
        Chain length n >= 3; N = (n-1)/2.
    T_left, T_right
        Bath temperatures.
    torque_left, torque_right
        Torques tau_L and tau_R on the ends.
    friction
        Friction gamma of both baths.
    duration
        Length of each trajectory, a multiple of 512; by default about 4 (n-1)^2.  The initial transient is
        found and discarded.
    time_step
        Step of the splitting; the error of averages is of second order in it.
    n_replicas
        Number of independent chains, a multiple of 8.
    seed
        Base seed; equal arguments produce equal bits.
    start
        "macroscopic": the profiles of (2.30) with the published coefficients, which makes the transient short.
        "linear": straight lines between the baths.
    checkpoint
        File (.npz) from which a call with the same arguments continues after an interruption.  It is deleted at the
        end; a file that holds anything but a checkpoint of this call is refused.

    Returns
    -------
    SteadyState: profiles of <p_i>, Var p_i and <e_i>, shapes (n_rotors,), microscopic currents, entropy production.

    Raises
    ------
    ValueError
        An argument is invalid; the message states its name, its value, the limit and the remedy.
    """
    check_integer("n_rotors", n_rotors, at_least=3, at_most=_MOST_ROTORS)
    check_choice("start", start, STARTS)
    if checkpoint is not None:
        check_kind("checkpoint", checkpoint, (str, Path), "pass the name of a file (.npz)")
        if Path(checkpoint).suffix != ".npz":
            raise ValueError(f"checkpoint={shown(checkpoint)} must be the name of a file that ends in .npz; append it")
    if duration is None:
        duration = DURATION_UNIT * math.ceil(_DIFFUSION_TIMES * (n_rotors - 1) ** 2 / DURATION_UNIT)
    run = DrivenRun(
        n_rotors=n_rotors,
        T_left=T_left,
        T_right=T_right,
        torque_left=torque_left,
        torque_right=torque_right,
        friction=friction,
        time_step=time_step,
        duration=duration,
        n_replicas=n_replicas,
        seed=seed,
    )
    kept = None if checkpoint is None else open_checkpoint(checkpoint, run, start)
    if kept:
        kept.check_own()
    state = estimate_steady_state(simulate_moments(run, start, kept))
    if kept:
        kept.remove()
    return state
