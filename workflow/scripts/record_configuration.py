"""Rule record_configuration: the merged configuration of this run -> YAML."""

import yaml

from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    save_text(snakemake.output[0], yaml.safe_dump(snakemake.params.configuration, sort_keys=False))
