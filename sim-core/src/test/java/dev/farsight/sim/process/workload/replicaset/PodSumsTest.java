package dev.farsight.sim.process.workload.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetSpec;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sums say what a look at every pod says. */
class PodSumsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final String OWNER = "uid-1";
  private static final Map<String, String> SELECTED = Map.of("app", "web");
  private static final Map<String, String> LABELS = Map.of("app", "web", "hash", "1");

  private final PodSums sums = new PodSums();
  private final Map<String, Pod> pods = new LinkedHashMap<>();

  private static ReplicaSet replicaSet(int minReadySeconds) {
    PodTemplateSpec template =
        new PodTemplateSpec(
            ObjectMeta.named("shop", "").withLabels(LABELS), Rehearsal.podSpec("web"));
    ReplicaSetSpec spec =
        new ReplicaSetSpec(3, minReadySeconds, LabelSelector.ofLabels(SELECTED), template);
    return new ReplicaSet(
        ObjectMeta.named("shop", "web-1").withUid(OWNER),
        spec,
        new ReplicaSetStatus(0, 0, 0, 0, 0, 0, List.of()));
  }

  private static Pod pod(
      String name, Map<String, String> labels, @Nullable String owner, PodStatus status) {
    List<OwnerReference> owners =
        owner == null
            ? List.of()
            : List.of(new OwnerReference("apps/v1", "ReplicaSet", "web-1", owner, true, true));
    ObjectMeta metadata =
        ObjectMeta.named("shop", name).withLabels(labels).withOwnerReferences(owners);
    return new Pod(metadata, Rehearsal.podSpec("web"), status);
  }

  private static PodStatus status(String phase, PodCondition... conditions) {
    return new PodStatus(phase, List.of(conditions), null, null, null, null, List.of(), null, null);
  }

  private static PodCondition ready(String status, @Nullable Timestamp since) {
    return new PodCondition("Ready", status, null, null, since);
  }

  private void tell(String name, @Nullable Pod pod) {
    Pod old = pod == null ? pods.remove(name) : pods.put(name, pod);
    if (pod != null) {
      WatchEvent.Type type = old == null ? WatchEvent.Type.ADDED : WatchEvent.Type.MODIFIED;
      sums.onPod(new WatchEvent<>(type, old, pod));
    } else if (old != null) {
      sums.onPod(new WatchEvent<>(WatchEvent.Type.DELETED, old, old));
    }
  }

  /** Looks at every pod; null if one is to be adopted or released. */
  private @Nullable PodFigures scan(ReplicaSet replicaSet, Timestamp now) {
    List<Pod> active = new ArrayList<>();
    int terminating = 0;
    for (Pod pod : pods.values()) {
      OwnerReference owner = pod.metadata().controllerOwner();
      boolean matches = LabelSelector.ofLabels(SELECTED).matches(pod.metadata().labels());
      boolean own = owner != null && owner.uid().equals(OWNER);
      if (PodState.isActive(pod) && (own ? !matches : owner == null && matches)) {
        return null;
      }
      if (own && matches && PodState.isActive(pod)) {
        active.add(pod);
      } else if (own && matches && PodState.isTerminating(pod)) {
        terminating++;
      }
    }
    return PodFigures.of(replicaSet, active, terminating, now);
  }

  private static Pod anyPod(SplittableRandom random, String name, Timestamp now) {
    List<Map<String, String>> labels =
        List.of(LABELS, LABELS, LABELS, SELECTED, Map.of("app", "other"));
    int who = random.nextInt(20);
    String owner = who == 0 ? null : who < 4 ? "uid-2" : OWNER;
    Timestamp since =
        random.nextInt(8) == 0
            ? null
            : new Timestamp(now.nanos() - random.nextInt(20) * SECOND / 3);
    PodStatus status =
        switch (random.nextInt(6)) {
          case 0 -> status("Pending");
          case 1 -> status("Failed", ready("False", since));
          case 2 -> status("Running", ready("False", since));
          default -> status("Running", ready("True", since));
        };
    int kind = owner == null ? 4 : random.nextInt(200) == 0 ? 4 : random.nextInt(4);
    Pod pod = pod(name, labels.get(kind), owner, status);
    return random.nextInt(6) == 0
        ? pod.withMetadata(pod.metadata().withDeletionTimestamp(now))
        : pod;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void sumsAgreeWithALookAtEveryPod(int minReadySeconds) {
    SplittableRandom random = new SplittableRandom(minReadySeconds + 5);
    ReplicaSet replicaSet = replicaSet(minReadySeconds);
    int compared = 0;
    for (int step = 0; step < 6_000; step++) {
      Timestamp now = new Timestamp(100 * SECOND + step * SECOND / 7);
      String name = "p" + random.nextInt(30);
      tell(name, random.nextInt(3) == 0 ? null : anyPod(random, name, now));
      PodFigures expected = scan(replicaSet, now);
      assertThat(sums.figures(replicaSet, now)).isEqualTo(expected);
      compared += expected != null && expected.available() > 0 ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @Test
  void podsToBeAdoptedOrReleasedHaveToBeLookedAt() {
    ReplicaSet replicaSet = replicaSet(0);
    Timestamp now = new Timestamp(0);
    assertThat(sums.figures(replicaSet, now)).isEqualTo(new PodFigures(0, 0, 0, 0, 0, -1));
    tell("orphan", pod("orphan", LABELS, null, status("Pending")));
    assertThat(sums.figures(replicaSet, now)).isNull();
    tell("orphan", null);
    tell("stray", pod("stray", Map.of("app", "other"), OWNER, status("Pending")));
    assertThat(sums.figures(replicaSet, now)).isNull();
    tell("stray", pod("stray", Map.of("app", "other"), OWNER, status("Failed")));
    assertThat(sums.figures(replicaSet, now)).isEqualTo(new PodFigures(0, 0, 0, 0, 0, -1));
  }
}
