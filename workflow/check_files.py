"""Check the files of the configuration before Snakemake reads them, which answers some mistakes with a traceback.

Folders that cannot be written, and results in the folders of an older version, are reported, too.
"""

import sys

from thermochain.overview.configuration.first_check import check_files
from thermochain.overview.old_names import old_results

if __name__ == "__main__":
    check_files(sys.argv[1:])
    if line := old_results("results"):
        print(line, file=sys.stderr)
