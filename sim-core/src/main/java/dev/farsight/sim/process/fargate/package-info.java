/**
 * Fargate's control plane: the life of profiles, and fargate-scheduler, which makes one node for
 * each admitted pod.
 *
 * <table>
 * <caption>A profile</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>WAITING</td><td>its turn</td><td>other operations</td><td>CREATING</td></tr>
 * <tr><td>CREATING</td><td>fargate.profile-active</td><td>profileActivation</td><td>ACTIVE</td></tr>
 * <tr><td>ACTIVE</td><td>fargate.profile-admitting</td><td>admissionPropagation</td>
 *     <td>ACTIVE, admitting</td></tr>
 * <tr><td>ACTIVE</td><td>deletion asked for, its turn</td><td>other operations</td>
 *     <td>DELETING, its pods deleted</td></tr>
 * <tr><td>DELETING</td><td>fargate.profile-gone</td><td>profileDeletion</td><td>gone</td></tr>
 * </table>
 *
 * <table>
 * <caption>A pod of fargate-scheduler</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>created</td><td>spec not supported</td><td>none</td><td>refused for ever</td></tr>
 * <tr><td>created</td><td>quota, addresses, capacity, role</td><td>refusalRetry</td>
 *     <td>tried again</td></tr>
 * <tr><td>created</td><td>no launch token</td><td>launch rate</td><td>launching</td></tr>
 * <tr><td>launching</td><td>fargate.launch-timed-out</td><td>launchTimeout.after</td>
 *     <td>tried again</td></tr>
 * <tr><td>launching</td><td>fargate.launched</td><td>launch</td><td>bound</td></tr>
 * <tr><td>bound</td><td>pod gone</td><td>nodeRemoval</td><td>node gone</td></tr>
 * </table>
 *
 * <p>Left out: recycling of nodes for patches, log routing, security groups for pods. Sources:
 * docs/model/fargate.md.
 */
@NullMarked
package dev.farsight.sim.process.fargate;

import org.jspecify.annotations.NullMarked;
