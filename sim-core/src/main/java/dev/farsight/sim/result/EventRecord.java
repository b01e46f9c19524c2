package dev.farsight.sim.result;

/**
 * One distinct event as {@code kubectl describe} shows it: repeated texts are counted.
 *
 * @param object what it is about, such as {@code Pod/keda/keda-operator-1}
 * @param component who said it: {@code default-scheduler}, {@code fargate-scheduler}, {@code
 *     kubelet}, ...
 * @param type {@code Normal} or {@code Warning}
 * @param reason reason such as {@code FailedScheduling}
 * @param message text
 * @param firstNanos first time it was said
 * @param lastNanos last time it was said
 * @param count how often it was said, at least 1
 */
public record EventRecord(
    String object,
    String component,
    String type,
    String reason,
    String message,
    long firstNanos,
    long lastNanos,
    long count) {}
