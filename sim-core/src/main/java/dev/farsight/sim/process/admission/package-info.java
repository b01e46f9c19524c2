/**
 * The admission chain: what happens to an object once, when it is created, and never again.
 *
 * <p>Pods pass, in this order, NamespaceLifecycle, Priority, DefaultTolerationSeconds, the Fargate
 * webhook and Priority once more; quota is checked after that by the process that owns quotas. The
 * webhook exists from the first Fargate profile of the cluster on. Its verdict is final: a pod that
 * missed it keeps its scheduler for ever, because {@code spec.schedulerName} is immutable.
 *
 * <table>
 * <caption>The webhook's answer; the first row that holds counts</caption>
 * <tr><th>state</th><th>answer</th></tr>
 * <tr><td>no profile has ever become effective</td><td>pod unchanged</td></tr>
 * <tr><td>annotation compute-type: ec2, nodeName, foreign schedulerName, a nodeSelector that no
 *     Fargate node satisfies</td><td>pod unchanged</td></tr>
 * <tr><td>no ACTIVE and propagated profile selects the pod</td><td>pod unchanged</td></tr>
 * <tr><td>otherwise</td><td>fargate-scheduler, profile label, size, system-node-critical</td></tr>
 * </table>
 *
 * <p>Left out: failurePolicy and time-outs of the webhook (unknown), validating webhooks,
 * ServiceAccount admission. Sources: docs/model/fargate.md, section on admission.
 */
@NullMarked
package dev.farsight.sim.process.admission;

import org.jspecify.annotations.NullMarked;
