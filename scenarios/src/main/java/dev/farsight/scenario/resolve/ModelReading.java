package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.spec.ControlPlaneModel;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.spec.FargateModel.LaunchLatency;
import dev.farsight.sim.spec.FargateModel.LaunchTimeout;
import dev.farsight.sim.spec.FargateSwitches;
import dev.farsight.sim.spec.KubeletModel;
import dev.farsight.sim.spec.MeasuredControlPlane;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.PodBehaviour;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.SchedulerModel;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code model}: latencies, switches, behaviour of chosen pods. */
final class ModelReading {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Word for the latencies of a control plane as recorded, instead of none. */
  private static final String MEASURED = "measured";

  private static final String MEASURED_SHARED = "measured-shared";

  private ModelReading() {}

  static ModelSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return ModelSpec.DEFAULT;
    }
    FargateModel fargate = fargate(fields.map("fargate"));
    KubeletModel kubelet = kubelet(fields.map("kubelet"));
    ControlPlaneModel controlPlane = controlPlane(fields);
    SchedulerModel clock = clock(fields.map("clock"));
    boolean once = fields.flag("createOnceScheduler", false);
    List<PodBehaviour> pods = new ArrayList<>();
    for (Fields pod : fields.maps("pods")) {
      pods.add(behaviour(pod));
    }
    fields.finish();
    return new ModelSpec(fargate, kubelet, controlPlane, clock.withCreateOnceScheduler(once), pods);
  }

  private static FargateModel fargate(@Nullable Fields fields) {
    FargateModel defaults = ModelDefaults.FARGATE;
    if (fields == null) {
      return defaults;
    }
    Distribution first = fields.latency("profileActivation");
    Distribution later = fields.latency("laterProfileActivation");
    LaunchLatency launch = launch(fields, defaults.launch());
    FargateModel model =
        new FargateModel(
            first == null ? defaults.profileActivation() : first,
            later != null ? later : first != null ? first : defaults.laterProfileActivation(),
            fields.latency("profileDeletion", defaults.profileDeletion()),
            fields.latency("admissionPropagation", defaults.admissionPropagation()),
            fields.latency("webhookRegistration", defaults.webhookRegistration()),
            launch,
            fields.latency("nodeRemoval", defaults.nodeRemoval()),
            launchTimeout(fields.map("launchTimeout"), defaults.launchTimeout()),
            fields.latency("refusalRetry", defaults.refusalRetry()),
            Selections.quantities(fields.map("nodeCapacity")),
            switches(fields));
    fields.finish();
    return model;
  }

  /** One latency from created to bound, or the stages of it as a map. */
  private static LaunchLatency launch(Fields fields, LaunchLatency defaults) {
    JsonNode value = fields.raw("launch");
    if (value == null || !value.isObject()) {
      Distribution whole = fields.latency("launch");
      return whole == null ? defaults : new LaunchLatency.Whole(whole);
    }
    Fields stages = fields.map("launch");
    if (stages == null) {
      return defaults;
    }
    LaunchLatency staged =
        new LaunchLatency.Staged(
            stages.latency("createdToNode", Distribution.constant(0)),
            stages.latency("nodeToReady", Distribution.constant(0)),
            stages.flag("bindFirst", false));
    stages.finish();
    return staged;
  }

  private static SchedulerModel clock(@Nullable Fields fields) {
    SchedulerModel defaults = ModelDefaults.SCHEDULER;
    if (fields == null) {
      return defaults;
    }
    long startedAt = defaults.startedAtEpochNanos();
    String text = fields.text("startedAt");
    if (text != null) {
      try {
        Instant instant = Instant.parse(text);
        startedAt = instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
      } catch (DateTimeParseException | ArithmeticException e) {
        fields.error(
            IssueCode.VALUE_NOT_ALLOWED,
            "startedAt",
            "\"" + text + "\" is not a time",
            "write it as in 2026-01-31T08:00:00Z");
      }
    }
    long untilWholeSecond = Math.floorMod(-startedAt, NANOS_PER_SECOND);
    SchedulerModel model =
        defaults.withClock(
            fields.durationNanos("wholeSecond", untilWholeSecond),
            fields.durationNanos("flush", defaults.flushNanos()),
            startedAt);
    fields.finish();
    return model;
  }

  private static LaunchTimeout launchTimeout(@Nullable Fields fields, LaunchTimeout defaults) {
    if (fields == null) {
      return defaults;
    }
    Double probability = fields.number("probability", 0, 1);
    Distribution after = fields.latency("after", defaults.after());
    Long attempts = fields.wholeNumber("maxAttempts", 1, Integer.MAX_VALUE);
    fields.finish();
    return new LaunchTimeout(
        probability == null ? defaults.probability() : probability,
        after,
        attempts == null ? defaults.maxAttempts() : Integer.valueOf(attempts.intValue()));
  }

  private static FargateSwitches switches(Fields fields) {
    FargateSwitches defaults = ModelDefaults.SWITCHES;
    Quantity overhead = Selections.quantity(fields, "memoryOverhead");
    return new FargateSwitches(
        fields.constant(
            "nodeSelectorSkips",
            FargateSwitches.NodeSelectorSkips.class,
            defaults.nodeSelectorSkips()),
        fields.constant(
            "profileTieBreak", FargateSwitches.ProfileTieBreak.class, defaults.profileTieBreak()),
        fields.constant(
            "profileChoiceCarrier",
            FargateSwitches.ProfileChoiceCarrier.class,
            defaults.profileChoiceCarrier()),
        fields.constant(
            "explicitFargateScheduler",
            FargateSwitches.ExplicitScheduler.class,
            defaults.explicitFargateScheduler()),
        fields.constant(
            "profileDeleteEffect",
            FargateSwitches.DeleteEffect.class,
            defaults.profileDeleteEffect()),
        fields.constant(
            "profileDeleteOrder", FargateSwitches.DeleteOrder.class, defaults.profileDeleteOrder()),
        fields.flag("pvcNotBoundRetry", defaults.pvcNotBoundRetry()),
        overhead == null ? defaults.memoryOverheadBytes() : overhead.value(),
        fields.flag("cfsQuotaFault", defaults.cfsQuotaFault()),
        fields.constant(
            "limitMessageCause",
            FargateSwitches.LimitMessageCause.class,
            defaults.limitMessageCause()));
  }

  private static KubeletModel kubelet(@Nullable Fields fields) {
    KubeletModel defaults = ModelDefaults.KUBELET;
    if (fields == null) {
      return defaults;
    }
    KubeletModel model =
        new KubeletModel(
            fields.latency("imagePull", defaults.imagePull()),
            fields.latency("podReady", defaults.podReady()),
            fields.latency("podTermination", defaults.podTermination()),
            fields.latency("imagePullTimeout", defaults.imagePullTimeout()),
            pullRate(fields, defaults));
    fields.finish();
    return model;
  }

  private static long pullRate(Fields fields, KubeletModel defaults) {
    Quantity rate = Selections.quantity(fields, "pullPerSecond");
    return rate == null ? defaults.pullBytesPerSecond() : Math.max(1, rate.value());
  }

  private static ControlPlaneModel controlPlane(Fields section) {
    ControlPlaneModel defaults = ModelDefaults.CONTROL_PLANE;
    JsonNode value = section.raw("controlPlane");
    if (value != null && value.isTextual()) {
      String name = section.oneOf("controlPlane", List.of(MEASURED, MEASURED_SHARED));
      return MEASURED_SHARED.equals(name) ? MeasuredControlPlane.SHARED : MeasuredControlPlane.OWN;
    }
    Fields fields = section.map("controlPlane");
    if (fields == null) {
      return defaults;
    }
    ControlPlaneModel model =
        new ControlPlaneModel(
            fields.latency("watch", defaults.watch()),
            fields.latency("controllerSync", defaults.controllerSync()),
            fields.latency("deploymentSync", defaults.deploymentSync()),
            fields.latency("apiCall", defaults.apiCall()),
            fields.latency("podCreation", defaults.podCreation()),
            fields.latency("kubeletCall", defaults.kubeletCall()),
            fields.latency("clientCall", defaults.clientCall()),
            fields.latency("schedulingAttempt", defaults.schedulingAttempt()),
            fields.latency("binding", defaults.binding()),
            fields.latency("clusterCreation", defaults.clusterCreation()),
            fields.latency("addonObjects", defaults.addonObjects()),
            fields.latency("laterAddonObjects", defaults.laterAddonObjects()),
            fields.latency("controlPlaneWait", defaults.controlPlaneWait()),
            fields.latency("nodeGroupCreation", defaults.nodeGroupCreation()),
            fields.latency("eksctlCall", defaults.eksctlCall()));
    fields.finish();
    return model;
  }

  private static PodBehaviour behaviour(Fields fields) {
    Fields select = fields.map("select");
    PodFilter filter = PodFilter.ALL;
    if (select != null) {
      filter = Selections.pods(select);
      select.finish();
    } else if (!fields.has("select")) {
      fields.missing("select", "say which pods: select: {namespace: shop, labels: {app: web}}");
    }
    Long exitCode = fields.wholeNumber("exitCode", 0, 255);
    Quantity imageSize = Selections.quantity(fields, "imageSize");
    PodBehaviour behaviour =
        new PodBehaviour(
            filter,
            fields.latency("imagePull"),
            fields.latency("podReady"),
            fields.latency("podTermination"),
            fields.has("neverReady") ? Boolean.valueOf(fields.flag("neverReady", false)) : null,
            fields.latency("crashAfter"),
            exitCode == null ? null : Integer.valueOf(exitCode.intValue()),
            fields.latency("completeAfter"),
            imageSize == null ? null : Long.valueOf(imageSize.value()),
            fields.has("needsDns") ? Boolean.valueOf(fields.flag("needsDns", false)) : null,
            fields.text("crashMessage"));
    if (exitCode != null && !fields.has("crashAfter")) {
      fields.error(
          IssueCode.FIELD_CONFLICT, "exitCode", "exitCode needs crashAfter", "say when it crashes");
    }
    fields.finish();
    return behaviour;
  }
}
