"""Kinds of the tables behind the figures of networks, by the name of the file."""

from thermochain.study import network_anharmonic, network_search, network_tables

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
