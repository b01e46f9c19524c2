package dev.farsight.scenario.check;

import org.jspecify.annotations.Nullable;

/**
 * What was understood of one workload: an object that makes pods, and that no other object makes.
 *
 * @param file name of the input
 * @param line line on which it begins
 * @param apiVersion version as written
 * @param kind kind
 * @param namespace namespace, also where none was written
 * @param name name
 * @param pods how many pods it makes at once when it is applied now
 * @param cpuMilli CPU that one pod requests, in thousandths
 * @param memoryBytes memory that one pod requests, in bytes
 * @param fargate the answer for its pods; absent if it describes no pods
 */
public record WorkloadReport(
    String file,
    int line,
    String apiVersion,
    String kind,
    String namespace,
    String name,
    long pods,
    long cpuMilli,
    long memoryBytes,
    @Nullable FargateAnswer fargate) {}
