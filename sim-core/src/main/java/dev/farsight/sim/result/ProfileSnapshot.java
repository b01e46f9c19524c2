package dev.farsight.sim.result;

/**
 * How a Fargate profile stood at the instant of a pod's admission.
 *
 * @param name name of the profile
 * @param status WAITING, CREATING, ACTIVE, DELETING, CREATE_FAILED or DELETE_FAILED
 * @param admitting whether the webhook knew it
 * @param selectsNamespace whether one of its selectors names the pod's namespace
 * @param selects whether one of its selectors selects the pod, labels included
 */
public record ProfileSnapshot(
    String name, String status, boolean admitting, boolean selectsNamespace, boolean selects) {}
