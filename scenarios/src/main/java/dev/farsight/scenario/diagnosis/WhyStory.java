package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.result.AdmissionOutcome.Decision;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.ProfileSnapshot;
import dev.farsight.sim.result.QueueMove;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The causal story of one pod, in the pod's own order: created by whom, what admission saw, what
 * the scheduler said and how often, why nothing takes the decision again, what would free it.
 *
 * @param pod the pod
 * @param cause its cause; null where nothing is wrong
 * @param links the chain
 * @param remedies what frees it
 */
public record WhyStory(
    PodOutcome pod, @Nullable Cause cause, List<Link> links, List<Remedy> remedies) {

  /** Makes the lists unmodifiable. */
  public WhyStory {
    links = List.copyOf(links);
    remedies = List.copyOf(remedies);
  }

  /**
   * One link of the chain.
   *
   * @param timeNanos when; null for what holds from then on
   * @param topic a word such as {@code created} or {@code admission}
   * @param text what happened
   * @param details lines below it
   */
  public record Link(@Nullable Long timeNanos, String topic, String text, List<String> details) {

    /** Makes the list unmodifiable. */
    public Link {
      details = List.copyOf(details);
    }
  }

  /** Returns the story of a pod of a run whose causes are filled in. */
  public static WhyStory of(RunResult run, PodOutcome pod) {
    String code = pod.causeCode();
    Cause cause = code == null ? Causes.of(run, pod) : Cause.byCode(code);
    return of(run, pod, cause);
  }

  static WhyStory of(RunResult run, PodOutcome pod, @Nullable Cause cause) {
    List<Link> links = new ArrayList<>();
    links.add(new Link(pod.createdNanos(), "created", creation(pod), List.of()));
    links.add(admission(run, pod));
    List<Link> later = new ArrayList<>(scheduling(pod));
    later.addAll(retries(pod));
    addLaterProfiles(run, pod, later);
    addFailedSteps(run, pod, later);
    later.sort(Comparator.comparingLong(WhyStory::begin));
    links.addAll(later);
    Link ending = ending(run, pod, cause);
    if (ending != null) {
      links.add(ending);
    }
    return new WhyStory(pod, cause, links, cause == null ? List.of() : cause.remedies());
  }

  /** Adds how the step failed that brought the pod, or whose client waited for it. */
  private static void addFailedSteps(RunResult run, PodOutcome pod, List<Link> links) {
    for (StepOutcome step : StepCauses.failed(run)) {
      if (step.waitedFor().contains("Pod/" + pod.key())) {
        Link failed = TroubleStory.failed(run, step);
        links.add(
            new Link(
                failed.timeNanos(),
                "gave up",
                step.text() + ", which waited for this pod, failed",
                List.of(failed.text())));
      }
    }
  }

  private static long begin(Link link) {
    Long time = link.timeNanos();
    return time == null ? Long.MAX_VALUE : time;
  }

  /** Returns the chain as sentences. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Link link : links) {
      Long time = link.timeNanos();
      String when = time == null ? "" : ClockText.of(time) + " ";
      String details = link.details().isEmpty() ? "" : ": " + String.join("; ", link.details());
      sentences.add(when + link.topic() + ": " + link.text() + details);
    }
    return sentences;
  }

  private static String creation(PodOutcome pod) {
    List<String> owners = pod.story().ownerChain();
    StringBuilder text = new StringBuilder();
    String absent = pod.story().annotations().get(WellKnown.ABSENT_OWNER);
    if (owners.isEmpty() && absent != null) {
      text.append("by ").append(absent.replace('/', ' ')).append(" (not in the dump)");
    } else if (owners.isEmpty()) {
      text.append("as a bare pod");
    } else {
      text.append("by ").append(owners.get(0).replace('/', ' '));
      for (String owner : owners.subList(1, owners.size())) {
        text.append(" of ").append(owner.replace('/', ' '));
      }
    }
    String step = pod.story().step();
    return text + (step == null ? "" : ", after \"" + step + "\"");
  }

  private static Link admission(RunResult run, PodOutcome pod) {
    List<String> details = new ArrayList<>();
    if (pod.admission().reason() == AdmissionReason.EXISTED_BEFORE) {
      for (ProfileOutcome profile : run.profiles()) {
        if (!Causes.isByLabel(profile)) {
          details.add(profileOfDump(run, profile, pod));
        }
      }
      if (details.isEmpty()) {
        details.add("no Fargate profile is among the inputs");
      }
      if (pod.admission().decision() == Decision.FARGATE) {
        addTold(run, pod, details);
      }
      return new Link(pod.createdNanos(), "admission", verdict(pod), details);
    }
    for (ProfileSnapshot profile : pod.story().profiles()) {
      details.add(profileLine(run, profile, pod));
    }
    if (details.isEmpty()) {
      details.add(
          pod.story().webhookInstalled()
              ? "no Fargate profile exists"
              : "no Fargate profile is effective yet, so the webhook does not even exist");
    }
    return new Link(pod.createdNanos(), "admission", verdict(pod), details);
  }

  /** Adds what a pod that fargate-scheduler owns tells by itself. */
  private static void addTold(RunResult run, PodOutcome pod, List<String> details) {
    for (ProfileOutcome profile : run.profiles()) {
      if (Causes.isByLabel(profile) && Causes.selects(profile, pod)) {
        details.add(
            "profile "
                + profile.name()
                + ", which is not among the inputs: the pod's label tells that it admitted the"
                + " pod");
      }
    }
    Long bound = pod.scheduledNanos();
    boolean waited = bound == null || bound >= 0;
    if (waited && pod.story().events().stream().noneMatch(event -> event.firstNanos() < 0)) {
      details.add("it waited for its machine; only events tell why, and none is among the inputs");
    }
  }

  private static String verdict(PodOutcome pod) {
    return pod.admission().decision() == Decision.FARGATE
        ? "admitted to Fargate by profile " + pod.admission().profile()
        : "not admitted to Fargate; scheduler is " + pod.schedulerName() + " for ever";
  }

  /** Says of a profile of a dump how old it was when the pod was created: nobody saw more. */
  private static String profileOfDump(RunResult run, ProfileOutcome profile, PodOutcome pod) {
    Long age = ExistedBefore.ageAtCreation(profile, pod);
    String created =
        age == null
            ? "of unknown age"
            : "created "
                + ClockText.of(Math.abs(age))
                + (age < 0 ? " after the pod" : " before the pod");
    Long deleting = profile.deletingNanos();
    if (deleting != null && deleting == 0) {
      created += ", DELETING in the dump";
    }
    return "profile "
        + profile.name()
        + " ("
        + selectors(run, profile.name())
        + "), "
        + created
        + ", "
        + match(
            Causes.selects(profile, pod),
            Causes.namesNamespace(profile, pod),
            pod,
            differences(run, profile.name(), pod));
  }

  private static String match(
      boolean selects, boolean namesNamespace, PodOutcome pod, String differences) {
    return selects
        ? "selects the pod"
        : namesNamespace
            ? "names the namespace, its labels do not match" + differences
            : "does not name the namespace " + pod.namespace();
  }

  /** Says which labels the selectors ask for that name the namespace, and what the pod has. */
  private static String differences(RunResult run, String name, PodOutcome pod) {
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.name().equals(name)) {
        List<String> texts = lacking(profile, pod);
        return texts.isEmpty() ? "" : ": " + String.join(", or ", texts);
      }
    }
    return "";
  }

  private static List<String> lacking(ProfileOutcome profile, PodOutcome pod) {
    List<String> texts = new ArrayList<>();
    for (ProfileOutcome.Selector selector : profile.selectors()) {
      boolean named =
          new FargateProfileSelector(selector.namespace(), Map.of())
              .selects(pod.namespace(), pod.story().labels());
      if (named) {
        List<String> differences =
            new FargateProfileSelector(selector.namespace(), selector.labels())
                .differences(pod.story().labels());
        texts.add(String.join(" and ", differences));
      }
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  private static String profileLine(RunResult run, ProfileSnapshot profile, PodOutcome pod) {
    String state =
        profile.status()
            + (profile.status().equals("ACTIVE") && !profile.admitting()
                ? ", not yet propagated to the webhook"
                : "");
    String match =
        match(
            profile.selects(),
            profile.selectsNamespace(),
            pod,
            differences(run, profile.name(), pod));
    return "profile "
        + profile.name()
        + " ("
        + selectors(run, profile.name())
        + ") is "
        + state
        + ", "
        + match;
  }

  private static String selectors(RunResult run, String name) {
    for (ProfileOutcome profile : run.profiles()) {
      if (profile.name().equals(name)) {
        List<String> texts = new ArrayList<>();
        for (ProfileOutcome.Selector selector : profile.selectors()) {
          StringBuilder text = new StringBuilder(selector.namespace());
          selector
              .labels()
              .forEach((key, value) -> text.append(" + ").append(key).append('=').append(value));
          texts.add(text.toString());
        }
        return String.join(", ", texts);
      }
    }
    return "";
  }

  private static List<Link> scheduling(PodOutcome pod) {
    List<Link> links = new ArrayList<>();
    for (EventRecord event : pod.story().events()) {
      if (event.type().equals("Evidence")) {
        // Of a pod of a dump nobody has seen the inside: the run goes on as assumed.
        boolean assumed = pod.admission().reason() == AdmissionReason.EXISTED_BEFORE;
        links.add(
            new Link(
                event.firstNanos(),
                event.component().equals("status") ? "status" : assumed ? "assumed" : "seen inside",
                event.reason(),
                List.of(event.message())));
        continue;
      }
      boolean warning = event.type().equals("Warning");
      if (event.reason().equals("Scheduled")
          || (warning && !event.reason().equals("LoggingDisabled"))) {
        boolean ofDump = pod.admission().reason() == AdmissionReason.EXISTED_BEFORE;
        boolean goesOn = ofDump && event.firstNanos() < 0 && event.lastNanos() >= 0;
        String times =
            event.count() == 1
                ? ""
                : " (x"
                    + event.count()
                    + " until "
                    + ClockText.of(event.lastNanos())
                    + (goesOn ? ", those since 0s simulated" : "")
                    + ")";
        String simulated = ofDump && event.firstNanos() >= 0 ? ", simulated" : "";
        links.add(
            new Link(
                event.firstNanos(),
                event.component(),
                event.reason() + times + simulated,
                List.of(event.message())));
      }
    }
    return links;
  }

  /** Says what made kube-scheduler try the pod again. */
  private static List<Link> retries(PodOutcome pod) {
    List<String> details = new ArrayList<>();
    Long first = null;
    for (QueueMove move : pod.story().queueMoves()) {
      if (move.retries()) {
        first = first == null ? move.firstNanos() : Math.min(first, move.firstNanos());
        details.add(
            move.reason()
                + (move.count() == 1
                    ? " at " + ClockText.of(move.firstNanos())
                    : " x" + move.count() + " until " + ClockText.of(move.lastNanos())));
      }
    }
    return first == null
        ? List.of()
        : List.of(new Link(first, "retried", "taken out of the queue again by", details));
  }

  private static void addLaterProfiles(RunResult run, PodOutcome pod, List<Link> links) {
    boolean seen = pod.admission().reason() != AdmissionReason.EXISTED_BEFORE;
    if (!pod.stuck() || pod.admission().decision() == Decision.FARGATE) {
      return;
    }
    for (ProfileOutcome profile : run.profiles()) {
      Long effective = profile.effectiveNanos();
      addUseless(profile, pod, links);
      boolean later = seen ? effective != null && effective > pod.createdNanos() : isLater(profile);
      if (effective != null && later && Causes.selects(profile, pod)) {
        Long active = profile.activeNanos();
        boolean late = active != null && active > pod.createdNanos();
        long since = active != null && late ? active : effective;
        links.add(
            new Link(
                since,
                "profile",
                (late
                        ? profile.name() + " is ACTIVE and selects this pod, "
                        : "the webhook admits for " + profile.name() + " from now on, ")
                    + ClockText.of(since - pod.createdNanos())
                    + " too late: pods that exist are not looked at again",
                List.of()));
      }
    }
  }

  /** Adds a profile that was refused, or that came later with labels that the pod lacks. */
  private static void addUseless(ProfileOutcome profile, PodOutcome pod, List<Link> links) {
    boolean selects = Causes.selects(profile, pod);
    String failure = profile.failure();
    if (failure != null && selects) {
      links.add(
          new Link(
              profile.requestedNanos(),
              "profile",
              profile.name() + ", which would select this pod, was refused",
              List.of(failure)));
    }
    Long active = profile.activeNanos();
    boolean later = active != null && active > pod.createdNanos();
    if (failure == null && later && !selects && Causes.namesNamespace(profile, pod)) {
      List<String> lacking = lacking(profile, pod);
      links.add(
          new Link(
              active,
              "profile",
              profile.name()
                  + " is ACTIVE and names the namespace; it would not select the pod for",
              lacking));
    }
  }

  /** Returns whether a profile became effective in the run and not before it. */
  private static boolean isLater(ProfileOutcome profile) {
    Long effective = profile.effectiveNanos();
    return effective != null && effective > 0;
  }

  /** Returns what else the evidence allows, each with what would tell. */
  public List<Causes.Alternative> alternatives(RunResult run) {
    return cause == null ? List.of() : Causes.alternatives(run, pod, cause);
  }

  private static @Nullable Link ending(RunResult run, PodOutcome pod, @Nullable Cause cause) {
    Long since = pod.stuckSinceNanos();
    if (!pod.stuck() || cause == null || since == null) {
      return null;
    }
    String proof =
        pod.admission().decision() == Decision.FARGATE
            ? "fargate-scheduler repeats the same answer; nothing in this run changes it"
            : pod.attempts()
                + " attempts of "
                + pod.schedulerName()
                + " changed nothing: it retries scheduling, nobody retries the admission of "
                + ClockText.of(since);
    String until = pod.deletedNanos() == null ? "for ever" : "until deleted";
    return new Link(
        run.endNanos(), until, "stuck since " + ClockText.of(since) + ": " + proof, List.of());
  }
}
