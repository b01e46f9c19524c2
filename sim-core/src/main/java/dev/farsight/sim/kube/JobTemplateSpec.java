package dev.farsight.sim.kube;

/**
 * What Jobs of a CronJob are made from.
 *
 * @param metadata labels and annotations of the Jobs
 * @param spec spec of the Jobs
 */
public record JobTemplateSpec(ObjectMeta metadata, JobSpec spec) {}
