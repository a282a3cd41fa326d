"""Check the files of the configuration before Snakemake reads them, which answers some mistakes with a traceback.

Folders that cannot be written, and results in the folders of an older version, are reported, too.
"""

import sys

from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration
from thermochain.overview.folders import check_folders
from thermochain.overview.old_names import old_results

if __name__ == "__main__":
    try:
        check_folders()
        for name in sys.argv[1:]:
            read_configuration(name)
    except ConfigurationError as error:
        sys.exit(f"configuration error: {error}")
    if line := old_results("results"):
        print(line, file=sys.stderr)
