package dev.farsight.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedObjectsTest {

  private static Namespace object(String namespace, String name, int version) {
    return new Namespace(
        ObjectMeta.named(namespace, name).withResourceVersion(version),
        new NamespaceStatus("Active"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void objectsAreThoseOfASortedMapWheneverTheirOrderIsFirstAskedFor(int firstAsked) {
    SplittableRandom random = new SplittableRandom(firstAsked);
    KeyedObjects<Namespace> objects = new KeyedObjects<>();
    TreeMap<String, Namespace> oracle = new TreeMap<>();
    Collection<Namespace> view = firstAsked == 0 ? objects.list() : null;
    for (int step = 0; step < 1_500; step++) {
      Namespace object = object("team" + random.nextInt(3), "n" + random.nextInt(60), step);
      String key = object.key();
      if (random.nextInt(3) == 0) {
        assertThat(objects.remove(key)).isSameAs(oracle.remove(key));
      } else {
        assertThat(objects.put(key, object)).isSameAs(oracle.put(key, object));
      }
      assertThat(objects.get(key)).isSameAs(oracle.get(key));
      assertThat(objects.size()).isEqualTo(oracle.size());
      if (step >= firstAsked) {
        view = view == null ? objects.list() : view;
        assertThat(view).containsExactlyElementsOf(oracle.values());
        assertThat(objects.listNamespace("team1"))
            .containsExactlyElementsOf(oracle.subMap("team1/", "team10").values());
      }
    }
  }
}
