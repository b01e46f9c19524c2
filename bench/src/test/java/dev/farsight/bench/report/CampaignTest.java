package dev.farsight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** That what is planned is what runs, and that it gives what the page looks for. */
class CampaignTest {

  /** A coffee: who measures all groups waits for it, and a single group takes a few minutes. */
  private static final double SECONDS_FOR_THE_PAGE = 15 * 60;

  /** Without forks nothing is measured, so that other runs of JMH need not be waited for. */
  @BeforeAll
  static void runBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  private static List<Campaign> all(String... words) {
    Arguments arguments = Arguments.parse(List.of(words));
    List<Campaign> campaigns = new ArrayList<>();
    arguments.groups().forEach(group -> campaigns.addAll(Campaign.of(group, arguments.forks())));
    return campaigns;
  }

  @Test
  void everythingFitsIntoTheTimeThatThePageMayTake() {
    double seconds = all().stream().mapToDouble(Campaign::seconds).sum();
    assertThat(seconds + new Commands(Path.of("."), 5).seconds()).isLessThan(SECONDS_FOR_THE_PAGE);
    assertThat(all("--quick").stream().mapToDouble(Campaign::seconds).sum())
        .isLessThan(seconds / 2.9);
  }

  @Test
  void theEngineIsMeasuredAsPlannedWithProgress() throws Exception {
    Campaign planned =
        all("engine", "--quick").stream()
            .filter(each -> each.include().contains("TimerReset"))
            .findAny()
            .orElseThrow();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    AtomicLong seconds = new AtomicLong();
    ProgressFormat format =
        new ProgressFormat(
            new PrintStream(told, true, StandardCharsets.UTF_8),
            () -> seconds.getAndAdd(1) * 1_000_000_000L,
            planned.seconds());
    format.begin(planned);
    Options inThisJvm =
        new OptionsBuilder()
            .parent(planned.options())
            .forks(0)
            .warmupTime(TimeValue.milliseconds(1))
            .measurementTime(TimeValue.milliseconds(1))
            .build();
    List<RunResult> results = new ArrayList<>(new Runner(inThisJvm, format).run());
    assertThat(results).hasSize(planned.forkCount());
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .hasSize(planned.forkCount())
        .first()
        .asString()
        .matches(" 17 % +0m05s left  TimerReset 1000, priorityQueue: .* ns/op");
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("100 %   0m00s left");
  }

  @Test
  void everyTargetIsMeasuredByACampaignOrByCommands() {
    Set<String> settings = new TreeSet<>();
    for (Campaign campaign : all()) {
      String type = campaign.include();
      String name = type.substring(type.indexOf('.') + 1).replace("Benchmark", "");
      settings.addAll(settings(name, campaign));
    }
    Figures figures = new Figures();
    for (String setting : settings) {
      for (String contender : CONTENDERS) {
        figures.add(new Figure(setting, contender, "x", 1, 1, 1, 1, 1));
      }
    }
    figures.add(new Figure("Replications 1000", "kept", "x", 1, 1, 1, 1, 1));
    List<String> unmeasured =
        Target.all().stream()
            .filter(target -> target.measure().of(figures) == null)
            .map(Target::group)
            .distinct()
            .toList();
    assertThat(unmeasured)
        .containsExactly("Other simulators: ratio to theirs", "Commands, JVM start included");
  }

  private static final List<String> CONTENDERS =
      List.of(
          "radixWheel",
          "priorityQueue",
          "simulator",
          "keyed",
          "place",
          "replication",
          "experiment",
          "launch",
          "day",
          "stuck");

  /** Returns the settings of a campaign, in the words of {@link Figures#setting}. */
  private static Set<String> settings(String name, Campaign campaign) {
    Set<String> settings = Set.of(name);
    for (String key : new TreeSet<>(campaign.parameters().keySet())) {
      if (!key.equals("structure")) {
        Set<String> longer = new TreeSet<>();
        for (String setting : settings) {
          campaign.parameters().get(key).forEach(value -> longer.add(setting + " " + value));
        }
        settings = longer;
      }
    }
    return settings;
  }

  @Test
  void wrongWordsAreNamed() {
    assertThatThrownBy(() -> Arguments.parse(List.of("enigne")))
        .hasMessage("Unknown group or option: enigne");
    assertThatThrownBy(() -> Arguments.parse(List.of("--forks")))
        .hasMessage("--forks wants a number from 1 to 20, not \"\"");
    assertThatThrownBy(() -> Arguments.parse(List.of("--forks", "0")))
        .hasMessageContaining("not \"0\"");
  }

  @Test
  void groupsAreRunInTheirOrderHoweverTheyAreNamed() {
    Arguments arguments = Arguments.parse(List.of("runs", "--forks", "5", "engine", "--page"));
    assertThat(arguments.groups()).containsExactly("engine", "runs");
    assertThat(arguments.forks()).isEqualTo(5);
    assertThat(arguments.page()).isTrue();
    assertThat(arguments.pageOnly()).isFalse();
    assertThat(Arguments.parse(List.of()).groups()).doesNotContain("peers").hasSize(5);
  }
}
