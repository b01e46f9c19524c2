package dev.farsight.sim.process.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentRolloutTest {

  private static final IntOrString QUARTER = IntOrString.of("25%");

  private final Rehearsal stage = new Rehearsal(5 * Rehearsal.SECOND, 2 * Rehearsal.SECOND);

  @Test
  void everyWantedPodBecomesAvailable() {
    stage.cluster.create(Rehearsal.web(3, "nginx:1", QUARTER, QUARTER));
    stage.runUntil(20);
    assertThat(stage.deployment("web").status().availableReplicas()).isEqualTo(3);
    assertThat(stage.progressing()).isEqualTo("True NewReplicaSetAvailable");
    assertThat(stage.cluster.store(Kinds.REPLICA_SET).list())
        .singleElement()
        .satisfies(
            rs -> {
              assertThat(rs.name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{7,10}");
              assertThat(rs.metadata().annotations())
                  .containsEntry("deployment.kubernetes.io/revision", "1")
                  .containsEntry("deployment.kubernetes.io/max-replicas", "4");
            });
  }

  @Test
  void rolloutGoesOnePodAtATimeWithSurgeOfOne() {
    stage.cluster.create(Rehearsal.web(3, "nginx:1", QUARTER, QUARTER));
    stage.at(20, () -> stage.changeImage("nginx:2"));
    stage.runUntil(60);
    List<String> scalings = new ArrayList<>();
    for (String message : stage.events("ScalingReplicaSet")) {
      scalings.add(message.replaceAll("replica set web-[a-z0-9]+ ", ""));
    }
    assertThat(scalings)
        .containsExactly(
            "Scaled up from 0 to 3",
            "Scaled up from 0 to 1",
            "Scaled down from 3 to 2",
            "Scaled up from 1 to 2",
            "Scaled down from 2 to 1",
            "Scaled up from 2 to 3",
            "Scaled down from 1 to 0");
    assertThat(stage.mostPods).isEqualTo(4);
  }

  @Test
  void stuckRolloutKeepsOldPodsAndMissesItsDeadline() {
    stage.cluster.create(Rehearsal.web(3, "nginx:1", QUARTER, QUARTER));
    stage.at(20, () -> stage.changeImage("broken"));
    stage.runUntil(79);
    assertThat(stage.progressing()).isEqualTo("True ReplicaSetUpdated");
    stage.runUntil(82);
    assertThat(stage.progressing()).isEqualTo("False ProgressDeadlineExceeded");
    assertThat(stage.deployment("web").status().availableReplicas()).isEqualTo(3);
  }

  @Test
  void stuckRolloutIsScaledInProportion() {
    stage.cluster.create(Rehearsal.web(10, "nginx:1", IntOrString.of(3), IntOrString.of(2)));
    stage.at(20, () -> stage.changeImage("broken"));
    stage.at(30, () -> stage.scale(15));
    stage.runUntil(50);
    List<Integer> sizes = new ArrayList<>();
    for (ReplicaSet rs : stage.cluster.store(Kinds.REPLICA_SET).list()) {
      sizes.add(rs.spec().replicas());
    }
    assertThat(sizes).containsExactlyInAnyOrder(11, 7);
  }

  @Test
  void returningToAnOldTemplateReusesItsReplicaSet() {
    stage.cluster.create(Rehearsal.web(2, "nginx:1", QUARTER, QUARTER));
    stage.at(20, () -> stage.changeImage("nginx:2"));
    stage.at(40, () -> stage.changeImage("nginx:1"));
    stage.runUntil(70);
    List<String> revisions = new ArrayList<>();
    for (ReplicaSet rs : stage.cluster.store(Kinds.REPLICA_SET).list()) {
      revisions.add(
          rs.spec().replicas()
              + " of revision "
              + rs.metadata().annotations().get("deployment.kubernetes.io/revision"));
    }
    assertThat(revisions).containsExactlyInAnyOrder("0 of revision 2", "2 of revision 3");
  }
}
