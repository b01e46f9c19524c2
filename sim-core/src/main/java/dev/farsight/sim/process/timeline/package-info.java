/**
 * What users and the world do: the steps of the timeline, and {@code eksctl create cluster}.
 *
 * <p>A step starts at an instant or some time after another step is complete. It changes the
 * cluster state and nothing else; refusals of the API are kept as the step's outcome. Life cycle:
 *
 * <table>
 * <caption>Life cycle of a step</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>waiting</td><td>instant, or the step waited for is complete</td><td>at, or after + duration</td><td>started</td></tr>
 * <tr><td>started</td><td>its effect is complete (profile ACTIVE, nodes Ready, rolled out, pods gone)</td><td>as the cluster decides</td><td>complete</td></tr>
 * <tr><td>started</td><td>the API refuses</td><td>0</td><td>failed</td></tr>
 * </table>
 *
 * <p>Sources: kubectl v1.36 (rollout, drain), eksctl 99984adb6 (docs/model/fargate.md).
 */
@NullMarked
package dev.farsight.sim.process.timeline;

import org.jspecify.annotations.NullMarked;
