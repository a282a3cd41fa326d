"""Tables of D^p from the current that a gradient of momentum drives, compared with Green-Kubo."""

from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.study.flow_table import FlowTables
from thermochain.runs.table import Table

RESPONSES = Table(
    "shear_responses/1",
    temperature="T",
    n_rotors="ring size M",
    momentum_jump="X = g M, jump of the momentum round the ring",
    shear_rate="gradient g of the momentum",
    diffusivity="D(M, X) = -<j^p>/g",
    diffusivity_std="its statistical standard error",
    drift="first half of the stationary flow less the second half",
    drift_std="its standard error",
)

LIMITS = Table(
    "shear_response/1",
    temperature="T",
    diffusivity="D^p, limit of D(M, X) = D^p + (a + b X^2)/M for M -> infinity at fixed X",
    diffusivity_std="its statistical standard error",
    diffusivity_systematic="what it moves without the smallest rings, at least the error of that",
    diffusivity_error="its total error",
    size_slope="a",
    jump_slope="b",
    chi_square="of the fit",
    degrees="its degrees of freedom",
    green_kubo="K^pp/T of onsager.csv",
    green_kubo_error="its total error",
    z="difference over the total error of both",
)
TABLES = {"responses": RESPONSES, "limits": LIMITS}

_FLOW = FlowTables(
    ShearedRun,
    RESPONSES,
    LIMITS,
    field="shear_rate",
    name="diffusivity",
    symbol="D^p",
    green_kubo="pp",
    is_over_temperature=True,
    title="Momentum diffusivity from a driven flow",
)
make_tables, responses_frame, limits_frame = _FLOW.make_tables, _FLOW.responses_frame, _FLOW.limits_frame
limits_page = _FLOW.limits_page
