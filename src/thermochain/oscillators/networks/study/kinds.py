"""Kinds of the tables behind the figures of networks, by the name of the file."""

from thermochain.oscillators.networks.study import anharmonic, search, tables

KINDS = {
    "examples": tables.COMPARISON,
    "masses": tables.MASSES,
    "springs": tables.SPRINGS,
    "scan": tables.SCAN,
    "anharmonic": anharmonic.FLUXES,
    "persistence": anharmonic.PERSISTENCE,
    "search": search.SEARCH,
    "found_masses": tables.MASSES,
    "found_springs": tables.SPRINGS,
    "references": search.REFERENCES,
}
