/**
 * The HorizontalPodAutoscaler v2.
 *
 * <p>Follows {@code pkg/controller/podautoscaler} of Kubernetes v1.36: the first sync 15 s after
 * creation, then every 15 s on the autoscaler's own grid; tolerance 10 %; stabilization of
 * recommendations (300 s down without {@code behavior}); policies per period; conditions with
 * upstream's reasons and texts. Metrics are what {@code ExternalMetric} objects say: of the same
 * namespace and name for External, Object and Pods metrics; for Resource metrics the average
 * utilization in percent (Utilization) or the average value per pod (AverageValue) under the
 * resource's name.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>created</td><td>timer</td><td>15 s</td><td>sync</td></tr>
 * <tr><td>synced</td><td>timer</td><td>15 s + 15 ms</td><td>sync</td></tr>
 * </table>
 *
 * <p>Left out: metrics of single pods (missing metrics, pods not yet Ready), scaling to zero.
 */
@NullMarked
package dev.farsight.sim.process.autoscaler;

import org.jspecify.annotations.NullMarked;
