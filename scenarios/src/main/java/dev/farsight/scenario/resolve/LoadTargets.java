package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.process.keda.TriggerSources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at which metric. A load that nobody looks at, while some trigger is left without any,
 * is misspelt: the trigger would read 0 for ever.
 */
final class LoadTargets {

  /** A quantity of a load and where its name stands. */
  private record Named(Fields metric, String key) {}

  private final List<List<String>> readers = new ArrayList<>();
  private final List<Named> loads = new ArrayList<>();
  private final Set<String> fed = new LinkedHashSet<>();

  /** Takes notice of a load's quantity. */
  void load(Fields metric, String namespace, String name) {
    loads.add(new Named(metric, namespace + "/" + name));
    feed(namespace + "/" + name);
  }

  /** Takes notice of a metric that something sets. */
  void feed(String key) {
    fed.add(key);
  }

  /** Takes notice of an object that may look at metrics. */
  void reader(KubeObject object) {
    if (object instanceof ScaledObject scaled) {
      readers.addAll(TriggerSources.of(object.namespace(), scaled.spec().triggers()));
    } else if (object instanceof ScaledJob job) {
      readers.addAll(TriggerSources.of(object.namespace(), job.spec().triggers()));
    } else if (object instanceof HorizontalPodAutoscaler autoscaler) {
      for (MetricSpec metric : autoscaler.spec().metrics()) {
        String name = name(metric);
        if (name != null) {
          readers.add(List.of(object.namespace() + "/" + name));
        }
      }
    }
  }

  private static @Nullable String name(MetricSpec metric) {
    if (metric.external() != null) {
      return metric.external().metric().name();
    }
    if (metric.object() != null) {
      return metric.object().metric().name();
    }
    return metric.pods() == null ? null : metric.pods().metric().name();
  }

  /** Reports loads that miss their trigger. */
  void check() {
    Set<String> read = new LinkedHashSet<>();
    Set<String> hungry = new LinkedHashSet<>();
    for (List<String> names : readers) {
      read.addAll(names);
      if (names.stream().noneMatch(fed::contains)) {
        hungry.addAll(names);
      }
    }
    for (Named load : loads) {
      if (!hungry.isEmpty() && !read.contains(load.key())) {
        load.metric()
            .error(
                IssueCode.UNKNOWN_TARGET,
                "name",
                "no trigger and no autoscaler looks at the metric " + load.key(),
                DidYouMean.hint(
                    load.key(), hungry, "triggers look at " + String.join(", ", hungry)));
      }
    }
  }
}
