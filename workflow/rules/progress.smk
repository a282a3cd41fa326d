"""The jobs of a run and what they are expected to take, for the line of progress (`logger: thermochain`)."""

from snakemake.logging import logger

from thermochain.overview.job_times import expected_seconds, mean_seconds


def announce_jobs():
    if not workflow.is_main_process:
        return  # a batch job, which shows no progress
    earlier = mean_seconds()
    jobs = [job for job in workflow.dag.needrun_jobs() if job.rule.script]
    planned = {
        job.jobid: (job.rule.name, expected_seconds(job.rule.name, dict(job.wildcards), earlier)) for job in jobs
    }
    logger.info("", extra={"planned_jobs": planned})
