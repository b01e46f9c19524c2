/**
 * The HorizontalPodAutoscaler v2.
 *
 * <p>Follows {@code pkg/controller/podautoscaler} of Kubernetes v1.36: the first sync 15 s after
 * creation, then every 15 s on the autoscaler's own grid; tolerance 10 %; stabilization of
 * recommendations (300 s down without {@code behavior}); policies per period; conditions with
 * upstream's reasons and texts. Metrics are what {@code ExternalMetric} objects say: of the same
 * namespace and name for External and Object metrics, and for Pods metrics, where it is the sum
 * over the pods that report; for Resource metrics the average utilization in percent (Utilization)
 * or the average value per pod (AverageValue) under the resource's name. Every running pod reports
 * the same; Pending pods, and for CPU those that are not Ready for long enough, count as idle when
 * that makes the autoscaler scale up less.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>created</td><td>timer</td><td>15 s</td><td>sync</td></tr>
 * <tr><td>synced</td><td>timer</td><td>15 s + 15 ms</td><td>sync</td></tr>
 * </table>
 *
 * <p>Left out: values that differ from pod to pod, autoscalers whose selectors overlap without
 * being equal, scaling to zero (a gate that is off by default).
 */
@NullMarked
package dev.farsight.sim.process.autoscaler;

import org.jspecify.annotations.NullMarked;
