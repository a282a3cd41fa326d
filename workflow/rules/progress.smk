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
    # what is worth looking at before the run has ended
    early = {
        job.jobid: f"The paper's figures with {job.wildcards.coefficients} coefficients are in "
        f"{Path(job.output[0]).parent}"
        for job in jobs
        if job.rule.name == "draw_macroscopic"
    }
    logger.info("", extra={"planned_jobs": planned, "said_at_the_end_of": early})
