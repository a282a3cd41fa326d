"""One pending look for new jobs, instead of one for every job that has ended.

With its limit on starts of jobs a second, Snakemake (9.27 and earlier) lets every look for new jobs ask for another one a
second later, and every end of a job ask for one more.  After a hundred jobs it looks a hundred times a second, which
takes a whole core from the simulations.  A version without the method below is not changed by it.
"""

import threading

from snakemake.scheduling.job_scheduler import JobScheduler


def ask_for_one_look(scheduler, delay):
    """Let the scheduler look for new jobs after `delay` seconds, unless it is going to anyway."""
    if not getattr(scheduler, "look_is_pending", False):
        scheduler.look_is_pending = True

        def look():
            scheduler.look_is_pending = False
            scheduler._open_jobs.release()

        timer = threading.Timer(delay, look)
        timer.daemon = True  # it does not hold up the end of the run
        timer.start()


JobScheduler._schedule_reevalutation = ask_for_one_look
