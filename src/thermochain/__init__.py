"""Thermo-mechanical transport in chains driven out of equilibrium.

The names below are the public interface; each is imported on first use, so a command that needs one
of them does not pay for the others.
"""

from importlib import import_module, metadata

_HOMES = {
    "TransportCoefficients": "thermochain.rotors.coefficients",
    "published_coefficients": "thermochain.rotors.coefficients",
    "StationaryState": "thermochain.rotors.macroscopic.stationary",
    "TimeCorrelations": "thermochain.core.correlation",
    "IntegralEstimate": "thermochain.core.series.integral",
    "estimate_integral": "thermochain.core.series.integral",
    "read_columns": "thermochain.core.series.files",
    "read_lammps_log": "thermochain.core.series.files",
    "OnsagerEstimate": "thermochain.rotors.green_kubo.estimate",
    "CorruptResult": "thermochain.runs.storage",
    "load_coefficients": "thermochain.rotors.green_kubo.study.coefficients",
    "solve_stationary": "thermochain.rotors.macroscopic.solve",
    "solve_evolution": "thermochain.rotors.evolution.evolution",
    "Evolution": "thermochain.rotors.evolution.evolution",
    "momentum_current": "thermochain.rotors.macroscopic.first_integral",
    "energy_current": "thermochain.rotors.macroscopic.first_integral",
    "energy_current_slope": "thermochain.rotors.macroscopic.first_integral",
    "response_excess": "thermochain.rotors.macroscopic.first_integral",
    "stationary_profiles": "thermochain.rotors.macroscopic.profiles",
    "NotConverged": "thermochain.core.convergence",
    "simulate_green_kubo": "thermochain.rotors.published_protocol.study.protocols",
    "simulate_rotor_ness": "thermochain.rotors.driven.study.single_chain",
    "SteadyState": "thermochain.rotors.driven.steady_state",
    "flip_chain_moments": "thermochain.oscillators.harmonic.flip_chain",
    "estimate_onsager": "thermochain.rotors.green_kubo.estimate",
    "OscillatorNetwork": "thermochain.oscillators.networks.oscillator_network",
    "NetworkState": "thermochain.oscillators.networks.state",
    "EnergyExchange": "thermochain.exchange.study.energy_exchange",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> object:
    if name == "__version__":  # stated in pyproject.toml alone
        return metadata.version("thermochain")
    if name not in _HOMES:
        raise AttributeError(f"module 'thermochain' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
