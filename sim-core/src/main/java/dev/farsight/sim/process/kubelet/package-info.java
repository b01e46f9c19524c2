/**
 * The kubelets of all nodes in one process: what happens to a pod once it is bound.
 *
 * <table>
 * <caption>A bound pod</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>bound</td><td>a mandatory Secret is missing</td><td>0.5 s, doubled up to 122 s</td>
 *     <td>tried again</td></tr>
 * <tr><td>bound</td><td>kubelet.pull-failed</td><td>imagePullTimeout</td>
 *     <td>tried again after 10, 20, 40 ... 300 s</td></tr>
 * <tr><td>bound</td><td>kubelet.pod-running</td><td>imagePull</td><td>Running</td></tr>
 * <tr><td>Running</td><td>kubelet.pod-ready</td><td>podReady, then the next readiness check</td>
 *     <td>Ready</td></tr>
 * <tr><td>Running</td><td>kubelet.containers-ended</td><td>crashAfter or completeAfter</td>
 *     <td>Succeeded, Failed, or waiting</td></tr>
 * <tr><td>waiting</td><td>kubelet.restart</td><td>10, 20, 40 ... 300 s</td><td>Running</td></tr>
 * <tr><td>terminating</td><td>kubelet.pod-terminated</td><td>podTermination</td><td>gone</td></tr>
 * </table>
 *
 * <p>A kubelet whose node carries the annotation {@code farsight.dev/dead-kubelet: "true"} does
 * nothing, and catches up on what came due when the annotation goes. Containers of a pod start and
 * end together; init containers take no time of their own.
 *
 * <p>A Secret that no manifest holds counts as missing only where another pod of the namespace
 * mounts it as optional: that pod makes it as soon as it runs, as KEDA's operator makes {@code
 * kedaorg-certs}. Left out: liveness and startup probes, eviction for lack of resources, image
 * caches. Sources: docs/model/fargate.md, kubelet v1.36.
 */
@NullMarked
package dev.farsight.sim.process.kubelet;

import org.jspecify.annotations.NullMarked;
