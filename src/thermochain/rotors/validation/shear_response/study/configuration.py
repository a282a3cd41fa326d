"""The section `shear_response` of the configuration: its checks and its simulations."""

from collections.abc import Mapping
from typing import Any

from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.study.flow_run import FlowRun
from thermochain.rotors.validation.study.flow_section import FlowSection

_SECTION = FlowSection("shear_response", ShearedRun, least_drives=2)
simulations, counts, check = _SECTION.simulations, _SECTION.counts, _SECTION.check


def shear_response_runs(config: Mapping[str, Any]) -> list[FlowRun]:
    """The simulations of rings under a gradient of momentum, by temperature, size and jump."""
    return _SECTION.runs(config)
