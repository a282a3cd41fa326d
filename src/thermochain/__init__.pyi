"""The public interface as type checkers see it; `__init__.py` imports the same names on first use."""

from thermochain.core.convergence import NotConverged as NotConverged
from thermochain.core.correlation import TimeCorrelations as TimeCorrelations
from thermochain.core.series.files import read_columns as read_columns
from thermochain.core.series.files import read_lammps_log as read_lammps_log
from thermochain.core.series.integral import IntegralEstimate as IntegralEstimate
from thermochain.core.series.integral import estimate_integral as estimate_integral
from thermochain.exchange.study.energy_exchange import EnergyExchange as EnergyExchange
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments as flip_chain_moments
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork as OscillatorNetwork
from thermochain.oscillators.networks.state import NetworkState as NetworkState
from thermochain.rotors.coefficients import TransportCoefficients as TransportCoefficients
from thermochain.rotors.coefficients import published_coefficients as published_coefficients
from thermochain.rotors.driven.steady_state import SteadyState as SteadyState
from thermochain.rotors.driven.study.single_chain import simulate_rotor_ness as simulate_rotor_ness
from thermochain.rotors.evolution.evolution import Evolution as Evolution
from thermochain.rotors.evolution.evolution import solve_evolution as solve_evolution
from thermochain.rotors.green_kubo.estimate import OnsagerEstimate as OnsagerEstimate
from thermochain.rotors.green_kubo.estimate import estimate_onsager as estimate_onsager
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients as load_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current as energy_current
from thermochain.rotors.macroscopic.first_integral import energy_current_slope as energy_current_slope
from thermochain.rotors.macroscopic.first_integral import momentum_current as momentum_current
from thermochain.rotors.macroscopic.first_integral import response_excess as response_excess
from thermochain.rotors.macroscopic.profiles import stationary_profiles as stationary_profiles
from thermochain.rotors.macroscopic.solve import solve_stationary as solve_stationary
from thermochain.rotors.macroscopic.stationary import StationaryState as StationaryState
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo as simulate_green_kubo
from thermochain.runs.storage import CorruptResult as CorruptResult

__version__: str
