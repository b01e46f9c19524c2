package dev.farsight.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObjectIndexTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);
  private final Informer<Namespace> namespaces =
      new InformerFactory(cluster, 5).informer(Kinds.NAMESPACE);
  private final ObjectIndex<Namespace> byTeam = namespaces.index(ObjectIndexTest::team);

  private static String team(Namespace namespace) {
    return namespace.metadata().labels().get("team");
  }

  private static Namespace namespace(String name) {
    return new Namespace(ObjectMeta.named("", name), new NamespaceStatus("Active"));
  }

  private static Namespace ofTeam(Namespace namespace, String team) {
    Map<String, String> labels = team == null ? Map.of() : Map.of("team", team);
    return namespace.withMetadata(namespace.metadata().withLabels(labels));
  }

  /** Finds what the index finds, by looking at every object. */
  private List<Namespace> scan(String team) {
    List<Namespace> found = new ArrayList<>();
    for (Namespace namespace : namespaces.list()) {
      if (team.equals(team(namespace))) {
        found.add(namespace);
      }
    }
    return found;
  }

  @Test
  void anIndexFindsWhatAScanFinds() {
    SplittableRandom random = new SplittableRandom(11);
    int found = 0;
    for (int step = 0; step < 2_000; step++) {
      String name = "n" + random.nextInt(40);
      if (cluster.get(Kinds.NAMESPACE, name) == null) {
        cluster.create(namespace(name));
      } else if (random.nextInt(4) == 0) {
        cluster.delete(Kinds.NAMESPACE, name, DeleteOptions.NOW);
      } else {
        String team = random.nextInt(5) == 0 ? null : "t" + random.nextInt(6);
        cluster.modify(Kinds.NAMESPACE, name, current -> ofTeam(current, team));
      }
      simulator.runUntil(simulator.now() + random.nextInt(10));
      String wanted = "t" + random.nextInt(7);
      assertThat(byTeam.get(wanted)).containsExactlyElementsOf(scan(wanted));
      found += byTeam.get(wanted).size();
    }
    assertThat(found).isGreaterThan(2_000);
  }

  @Test
  void anIndexMadeLaterKnowsWhatWasSeenBefore() {
    cluster.create(namespace("early"));
    simulator.runUntil(100);
    ObjectIndex<Namespace> byName = namespaces.index(Namespace::name);
    assertThat(byName.get("early")).hasSize(1);
    assertThat(byName.get("late")).isEmpty();
  }
}
