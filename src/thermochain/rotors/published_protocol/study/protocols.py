"""Time correlations by the Gibbs or the published protocol, for use in a notebook."""

from typing import Any

from thermochain.core.arguments import check_choice, check_positive, shown
from thermochain.core.correlation import SingleOriginCorrelations, TimeCorrelations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run
from thermochain.rotors.published_protocol.study.run import LANGEVIN, ProtocolRun
from thermochain.rotors.published_protocol.study.simulation import simulate_protocol

PROTOCOLS = ("gibbs", "published")


def simulate_green_kubo(
    *,
    temperature: float,
    n_rotors: int = 512,
    duration: float | None = None,
    maximum_lag: float,
    time_step: float = 0.05,
    sampling_interval: float = 0.2,
    n_replicas: int = 256,
    seed: int = 0,
    protocol: str = "gibbs",
) -> TimeCorrelations:
    """Time correlations of J^p and J^e in equilibrium, from a simulation of rings.

    Parameters
    ----------
    temperature, n_rotors
        T and ring size M.
    duration
        Length of each trajectory; it must be omitted for the published protocol, which ends at `maximum_lag`.
    maximum_lag
        Longest lag of the correlations.
    time_step, sampling_interval
        Verlet step, and the interval at which currents are recorded.
    n_replicas
        Number of independent rings, a multiple of 16, divided into up to 32 independent batches.
    seed
        Base seed; equal arguments produce equal bits.
    protocol
        "gibbs": exact Gibbs samples, every time origin.  "published": IOS, Appendix A, that is q = 0, equilibration by
        Langevin dynamics for a time 50, and a single time origin; it is *wrong* at low temperature
        (docs/published_protocol.md) and serves for comparison only.

    Returns
    -------
    TimeCorrelations.  Pass correlations of the Gibbs protocol to `estimate_onsager`; integrate correlations of the
    published protocol, `SingleOriginCorrelations`, to `maximum_lag` by `RunningIntegral`, as in the paper.

    Raises
    ------
    ValueError
        An argument is invalid; the message states its name, its value, the limit and the remedy.
    """
    check_choice("protocol", protocol, PROTOCOLS)
    for name, value in (("maximum_lag", maximum_lag), ("sampling_interval", sampling_interval)):
        check_positive(name, value)
    if protocol == "published" and duration is not None:
        raise ValueError(
            f"duration={shown(duration)} must be left out with protocol='published', whose trajectories end at "
            "maximum_lag"
        )
    if protocol == "gibbs" and duration is None:
        raise ValueError("duration=None must be a finite number > 0 with protocol='gibbs'; try four times maximum_lag")
    parameters: dict[str, Any] = {
        "temperature": temperature,
        "n_rotors": n_rotors,
        "time_step": time_step,
        "sampling_interval": sampling_interval,
        "duration": maximum_lag + sampling_interval if duration is None else duration,
        "maximum_lag": maximum_lag,
        "n_replicas": n_replicas,
        "seed": seed,
    }
    if protocol == "gibbs":
        return simulate_run(GreenKuboRun(**parameters))
    return SingleOriginCorrelations(**vars(simulate_protocol(ProtocolRun(**parameters, start=LANGEVIN)).single_origin))
