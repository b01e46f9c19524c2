package dev.farsight.sim.run;

import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.process.keda.KedaSettings;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.workload.TemplateHashes;
import dev.farsight.sim.spec.SimulationSpec;
import dev.farsight.sim.spec.TimelineStep;
import dev.farsight.sim.spec.scheduler.KubeSchedulerConfiguration;
import dev.farsight.sim.spec.scheduler.KubeSchedulerProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spec with what follows from it alone, whatever the seed: made once, it serves any number of
 * runs, also at the same time. None of them can tell it from one made for itself.
 */
public final class PreparedSpec {

  private final SimulationSpec spec;
  private final List<SchedulingProfile> schedulingProfiles;
  private final TemplateHashes templateHashes;
  private final boolean clusterDns;
  private final @Nullable KedaSettings keda;

  private PreparedSpec(SimulationSpec spec) {
    this.spec = spec;
    this.schedulingProfiles = schedulingProfiles(spec);
    List<PodTemplateSpec> templates = templates(spec);
    this.templateHashes = new TemplateHashes(templates);
    this.clusterDns =
        templates.stream().anyMatch(template -> WellKnown.isDns(template.metadata().labels()));
    this.keda = KedaParts.settings(spec);
  }

  /** Prepares a spec. */
  public static PreparedSpec of(SimulationSpec spec) {
    return new PreparedSpec(spec);
  }

  private static List<SchedulingProfile> schedulingProfiles(SimulationSpec spec) {
    KubeSchedulerConfiguration configuration = spec.model().scheduler().configuration();
    List<SchedulingProfile> profiles = new ArrayList<>();
    for (KubeSchedulerProfile profile : configuration.profiles()) {
      profiles.add(
          SchedulingProfile.of(
              spec.cluster().version(), configuration.percentageOfNodesToScore(), profile));
    }
    return List.copyOf(profiles);
  }

  /** Returns the pod templates of all Deployments in the starting state and in the steps. */
  private static List<PodTemplateSpec> templates(SimulationSpec spec) {
    List<KubeObject> objects = new ArrayList<>(spec.cluster().objects());
    for (TimelineStep step : spec.timeline()) {
      objects.addAll(step.objects());
    }
    List<PodTemplateSpec> templates = new ArrayList<>();
    for (KubeObject object : objects) {
      if (object instanceof Deployment deployment) {
        templates.add(deployment.spec().template());
      }
    }
    return templates;
  }

  /** Returns the spec itself. */
  public SimulationSpec spec() {
    return spec;
  }

  /** Returns the profiles of kube-scheduler with the plugins that each enables. */
  List<SchedulingProfile> schedulingProfiles() {
    return schedulingProfiles;
  }

  /** Returns the hashes of the pod templates. */
  TemplateHashes templateHashes() {
    return templateHashes;
  }

  /** Returns whether CoreDNS is in the starting state, or some step installs it. */
  boolean hasClusterDns() {
    return clusterDns;
  }

  /** Returns what KEDA must know, or null where nothing asks for it. */
  @Nullable KedaSettings keda() {
    return keda;
  }
}
