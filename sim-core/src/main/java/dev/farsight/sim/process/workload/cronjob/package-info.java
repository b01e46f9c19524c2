/**
 * The CronJob controller: makes a Job at each time of a schedule.
 *
 * <p>Follows {@code pkg/controller/cronjob} of Kubernetes v1.36: the Job comes 0.1 s after the
 * minute; Forbid makes up for a skipped minute as soon as the running Job is finished; Replace
 * deletes the old Job first; startingDeadlineSeconds, time zone, history limits.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>waiting</td><td>timer</td><td>next time of the schedule + 0.1 s</td><td>Job created</td></tr>
 * <tr><td>Job running, Forbid</td><td>Job finished</td><td>sync delay</td><td>missed Job created</td></tr>
 * </table>
 */
@NullMarked
package dev.farsight.sim.process.workload.cronjob;

import org.jspecify.annotations.NullMarked;
