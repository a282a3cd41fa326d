"""The section `heat_response` of the configuration: its checks and its simulations."""

from collections.abc import Mapping
from typing import Any

from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.study.flow_run import FlowRun
from thermochain.rotors.validation.study.flow_section import FlowSection

_SECTION = FlowSection("heat_response", HeatResponseRun, least_drives=1)
simulations, counts, check = _SECTION.simulations, _SECTION.counts, _SECTION.check


def heat_response_runs(config: Mapping[str, Any]) -> list[FlowRun]:
    """The simulations of rings under a heat field, by temperature, size and drive."""
    return _SECTION.runs(config)
