"""Read the files of the configuration before Snakemake does, which answers some mistakes with a traceback."""

import sys

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration

if __name__ == "__main__":
    try:
        for name in sys.argv[1:]:
            read_configuration(name)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")
