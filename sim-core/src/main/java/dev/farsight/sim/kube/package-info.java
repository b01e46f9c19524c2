/**
 * The vocabulary of Kubernetes and EKS as immutable values.
 *
 * <p>Every API object is a record that mirrors the upstream object field by field, with the
 * upstream names, so that manifests map onto it without a translation table and code can be read
 * beside the Kubernetes documentation. Absent scalars are {@code null}, lists and maps are empty;
 * both are unmodifiable. Objects hold what API defaulting has already completed.
 *
 * <p>Left out: fields that neither scheduling, admission, controllers nor the kubelet model look
 * at. This package imports nothing of Farsight.
 */
@NullMarked
package dev.farsight.sim.kube;

import org.jspecify.annotations.NullMarked;
