"""Kinds of the tables behind the figures of networks, by the name of the file."""

from thermochain.study.networks import anharmonic as network_anharmonic
from thermochain.study.networks import search as network_search
from thermochain.study.networks import tables as network_tables

KINDS = {
    "examples": network_tables.COMPARISON,
    "masses": network_tables.MASSES,
    "springs": network_tables.SPRINGS,
    "scan": network_tables.SCAN,
    "anharmonic": network_anharmonic.FLUXES,
    "persistence": network_anharmonic.PERSISTENCE,
    "search": network_search.SEARCH,
    "found_masses": network_tables.MASSES,
    "found_springs": network_tables.SPRINGS,
    "references": network_search.REFERENCES,
}
