/**
 * ResourceQuota and LimitRange: what a namespace may hold, checked when a pod is created.
 *
 * <p>Follows {@code plugin/pkg/admission/limitranger} and {@code pkg/quota} of Kubernetes v1.36. A
 * refusal has upstream's text; controllers retry it with their own back-off. Raising a quota wakes
 * nobody up.
 *
 * <p>Left out: quotas on other kinds than pods, scope selectors; usage is what the API server holds
 * at that moment (upstream's copy may be a little behind after deletions).
 */
@NullMarked
package dev.farsight.sim.process.quota;

import org.jspecify.annotations.NullMarked;
