#!/bin/sh
# State of a job of PBS, in the words that Snakemake expects. A server that does not answer is asked again later.
qstat -x -f "$1" 2>/dev/null | awk -F ' = ' '
  $1 ~ /job_state/ { state = $2 }
  $1 ~ /Exit_status/ { code = $2 }
  END {
    if (state != "F") print "running"
    else if (code == "0") print "success"
    else print "failed"
  }'
