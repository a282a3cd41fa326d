"""The public interface as type checkers see it; `__init__.py` imports the same names on first use."""

from thermochain.estimators.correlation import TimeCorrelations as TimeCorrelations
from thermochain.estimators.green_kubo import OnsagerEstimate as OnsagerEstimate
from thermochain.estimators.green_kubo import estimate_onsager as estimate_onsager
from thermochain.estimators.steady_state import SteadyState as SteadyState
from thermochain.macroscopic.coefficients import TransportCoefficients as TransportCoefficients
from thermochain.macroscopic.coefficients import published_coefficients as published_coefficients
from thermochain.macroscopic.evolution import Evolution as Evolution
from thermochain.macroscopic.evolution import solve_evolution as solve_evolution
from thermochain.macroscopic.first_integral import energy_current as energy_current
from thermochain.macroscopic.first_integral import energy_current_slope as energy_current_slope
from thermochain.macroscopic.first_integral import momentum_current as momentum_current
from thermochain.macroscopic.first_integral import response_excess as response_excess
from thermochain.macroscopic.flip_chain import flip_chain_moments as flip_chain_moments
from thermochain.macroscopic.profiles import stationary_profiles as stationary_profiles
from thermochain.macroscopic.solve import solve_stationary as solve_stationary
from thermochain.macroscopic.stationary import NotConverged as NotConverged
from thermochain.macroscopic.stationary import StationaryState as StationaryState
from thermochain.models.network_state import NetworkState as NetworkState
from thermochain.models.oscillator_network import OscillatorNetwork as OscillatorNetwork
from thermochain.study.disk.storage import CorruptResult as CorruptResult
from thermochain.study.driven.driven_chain import simulate_rotor_ness as simulate_rotor_ness
from thermochain.study.equilibrium.coefficients import load_coefficients as load_coefficients
from thermochain.study.equilibrium.simulation import simulate_green_kubo as simulate_green_kubo
from thermochain.study.exchange.energy_exchange import EnergyExchange as EnergyExchange

__version__: str
