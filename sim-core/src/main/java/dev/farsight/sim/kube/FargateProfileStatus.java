package dev.farsight.sim.kube;

/**
 * Where a Fargate profile stands.
 *
 * @param status WAITING, CREATING, ACTIVE, DELETING, CREATE_FAILED or DELETE_FAILED
 * @param admitting whether the admission webhook already knows the profile
 */
public record FargateProfileStatus(String status, boolean admitting) {}
