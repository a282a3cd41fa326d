"""The heat of a network as the sum of what each bath alone brings (EZ, after Lemma 2).

The covariance is linear in the bath temperatures at given springs and frictions, "each heat bath can be considered as
an independent flux source", and the flux anywhere is the sum of what the baths send there.
"""

from dataclasses import replace

from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork
from thermochain.oscillators.networks.state import NetworkState


def states_of_baths(network: OscillatorNetwork) -> dict[int, NetworkState]:
    """Mass with a bath -> the steady state in which this bath keeps its temperature and all others have T = 0.

    Covariances, kinetic temperatures and fluxes of these states add up to those of the network.  Raises ValueError as
    `network.steady_state` does.
    """
    cold = dict.fromkeys(network.temperature, 0.0)
    return {
        mass: replace(network, temperature=cold | {mass: T}).steady_state() for mass, T in network.temperature.items()
    }
