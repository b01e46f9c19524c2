/**
 * The Job controller: runs pods until enough have succeeded.
 *
 * <p>Follows {@code pkg/controller/job} of Kubernetes v1.36: pod changes are looked at one second
 * later (batched); a failed pod is replaced 10 s x 2^(failures - 1) after it finished, at most 600
 * s; what the API server refuses is tried again after 1 s, doubled up to a minute; pods keep a
 * finalizer until they are counted; Indexed completion, limits per index, suspension, deadline,
 * back-off limit, pod failure policy and success policy.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>pods missing</td><td>sync</td><td>sync delay</td><td>pods created in batches</td></tr>
 * <tr><td>pod failed</td><td>timer</td><td>10 s x 2^(n-1)</td><td>pod created</td></tr>
 * <tr><td>enough succeeded</td><td>sync</td><td>1 s after the pod</td><td>SuccessCriteriaMet, Complete</td></tr>
 * <tr><td>limit or deadline passed</td><td>sync</td><td></td><td>pods deleted, FailureTarget, Failed</td></tr>
 * </table>
 *
 * <p>Finished pods are counted in two steps: first among the uncounted of the status, then, when
 * their finalizers are gone, in the figures. Left out: workloads and pod groups, whose gate is off
 * by default.
 */
@NullMarked
package dev.farsight.sim.process.workload.job;

import org.jspecify.annotations.NullMarked;
