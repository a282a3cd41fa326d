"""Tables of K^ee from the current that a heat field drives, compared with Green-Kubo."""

from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.study.flow_table import FlowTables
from thermochain.runs.table import Table

RESPONSES = Table(
    "heat_responses/1",
    temperature="T",
    n_rotors="ring size M",
    drive="X = phi M",
    heat_field="field phi",
    onsager="K(M, X) = T <j^e>/phi",
    onsager_std="its statistical standard error",
    drift="first half of the stationary flow less the second half",
    drift_std="its standard error",
)

LIMITS = Table(
    "heat_response/1",
    temperature="T",
    onsager="K^ee, limit of K(M, X) = K^ee + (a + b X^2)/M for M -> infinity at fixed X",
    onsager_std="its statistical standard error",
    onsager_systematic="what it moves without the smallest rings, at least the error of that",
    onsager_error="its total error",
    size_slope="a, or a + b X^2 where all rings have one drive",
    drive_slope="b, or 0 where all rings have one drive",
    chi_square="of the fit",
    degrees="its degrees of freedom",
    green_kubo="K^ee of onsager.csv",
    green_kubo_error="its total error",
    z="difference over the total error of both",
)
TABLES = {"responses": RESPONSES, "limits": LIMITS}

_FLOW = FlowTables(
    HeatResponseRun,
    RESPONSES,
    LIMITS,
    field="heat_field",
    name="onsager",
    symbol="K^ee",
    green_kubo="ee",
    is_over_temperature=False,
    title="Energy-energy Onsager coefficient from a heat flow",
)
make_tables, responses_frame, limits_frame = _FLOW.make_tables, _FLOW.responses_frame, _FLOW.limits_frame
limits_page = _FLOW.limits_page
