"""Thermo-mechanical transport in chains driven out of equilibrium.

The names below are the public interface; each is imported on first use, so a command that needs one
of them does not pay for the others.
"""

from importlib import import_module

_HOMES = {
    "TransportCoefficients": "thermochain.macroscopic.coefficients",
    "published_coefficients": "thermochain.macroscopic.coefficients",
    "StationaryState": "thermochain.macroscopic.stationary",
    "TimeCorrelations": "thermochain.estimators.correlation",
    "OnsagerEstimate": "thermochain.estimators.green_kubo",
    "CorruptResult": "thermochain.study.disk.storage",
    "load_coefficients": "thermochain.study.equilibrium.coefficients",
    "solve_stationary": "thermochain.macroscopic.solve",
    "solve_evolution": "thermochain.macroscopic.evolution",
    "Evolution": "thermochain.macroscopic.evolution",
    "momentum_current": "thermochain.macroscopic.first_integral",
    "energy_current": "thermochain.macroscopic.first_integral",
    "energy_current_slope": "thermochain.macroscopic.first_integral",
    "response_excess": "thermochain.macroscopic.first_integral",
    "stationary_profiles": "thermochain.macroscopic.profiles",
    "NotConverged": "thermochain.macroscopic.stationary",
    "simulate_green_kubo": "thermochain.study.equilibrium.simulation",
    "simulate_rotor_ness": "thermochain.study.driven.driven_chain",
    "SteadyState": "thermochain.estimators.steady_state",
    "flip_chain_moments": "thermochain.macroscopic.flip_chain",
    "estimate_onsager": "thermochain.estimators.green_kubo",
    "OscillatorNetwork": "thermochain.models.oscillator_network",
    "NetworkState": "thermochain.models.network_state",
    "EnergyExchange": "thermochain.study.exchange.energy_exchange",
}

__version__ = "0.1.0"
__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'thermochain' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
