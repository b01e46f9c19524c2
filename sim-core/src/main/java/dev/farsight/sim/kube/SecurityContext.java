package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Security settings of a container.
 *
 * @param privileged whether the container is privileged; absent when not set
 * @param allowPrivilegeEscalation whether a process may gain more privileges; absent when not set
 * @param capabilities capabilities; absent when not set
 * @param runAsUser user id; absent when not set
 * @param runAsNonRoot whether root is refused; absent when not set
 */
public record SecurityContext(
    @Nullable Boolean privileged,
    @Nullable Boolean allowPrivilegeEscalation,
    @Nullable Capabilities capabilities,
    @Nullable Long runAsUser,
    @Nullable Boolean runAsNonRoot) {}
