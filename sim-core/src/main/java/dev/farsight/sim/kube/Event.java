package dev.farsight.sim.kube;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an object, as kubectl shows it.
 *
 * @param metadata metadata
 * @param involvedObject object it is about
 * @param reason reason in CamelCase
 * @param message text for people
 * @param type Normal or Warning; absent when not set
 * @param reportingComponent who reports; absent when not set
 * @param count occurrences, 1 for the first
 * @param firstTimestamp first occurrence; absent when not set
 * @param lastTimestamp last occurrence; absent when not set
 */
public record Event(
    ObjectMeta metadata,
    ObjectReference involvedObject,
    String reason,
    String message,
    @Nullable String type,
    @Nullable String reportingComponent,
    int count,
    @Nullable Timestamp firstTimestamp,
    @Nullable Timestamp lastTimestamp)
    implements KubeObject {

  @Override
  public Kind<Event> kind() {
    return Kinds.EVENT;
  }

  @Override
  public Event withMetadata(ObjectMeta metadata) {
    return new Event(
        metadata,
        involvedObject,
        reason,
        message,
        type,
        reportingComponent,
        count,
        firstTimestamp,
        lastTimestamp);
  }

  /** As the compiler would write it, in plain calls: every event that is recorded asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Event that
            && Objects.equals(metadata, that.metadata)
            && Objects.equals(involvedObject, that.involvedObject)
            && Objects.equals(reason, that.reason)
            && Objects.equals(message, that.message)
            && Objects.equals(type, that.type)
            && Objects.equals(reportingComponent, that.reportingComponent)
            && count == that.count
            && Objects.equals(firstTimestamp, that.firstTimestamp)
            && Objects.equals(lastTimestamp, that.lastTimestamp));
  }

  @Override
  public int hashCode() {
    return 31 * metadata.hashCode() + reason.hashCode();
  }
}
