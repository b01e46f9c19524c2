package dev.farsight.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.Cost;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.PodStory;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartsTest {

  private static final long SECOND = 1_000_000_000L;

  private static PodOutcome pod(
      String namespace,
      String owner,
      String name,
      long created,
      @Nullable Long scheduled,
      @Nullable Long ready,
      @Nullable Long stuckSince) {
    Long running = ready == null ? null : ready - 10 * SECOND;
    return new PodOutcome(
        namespace,
        name,
        "uid-" + name,
        owner,
        created,
        new AdmissionOutcome(
            AdmissionOutcome.Decision.DEFAULT, null, AdmissionReason.NOT_SELECTED, "no profile"),
        "default-scheduler",
        1,
        "0/2 nodes are available",
        scheduled == null ? null : "fargate-ip-10-0-0-1",
        null,
        scheduled,
        ready,
        null,
        ready == null ? PodState.PENDING : PodState.READY,
        stuckSince != null,
        stuckSince,
        null,
        new PodStory(
            null,
            List.of(owner),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            0,
            false,
            100,
            1,
            true,
            List.of(),
            List.of(),
            List.of(),
            running));
  }

  private static RunResult run(int replication) {
    List<PodOutcome> pods = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long created = 5L * i * SECOND;
      long scheduled = created + (45 + (replication * 7 + i * 5) % 20) * SECOND;
      pods.add(
          pod(
              "shop",
              "Deployment/web",
              "web-5d78c9869d-x2k4" + i,
              created,
              scheduled,
              scheduled + 15 * SECOND,
              null));
    }
    pods.add(
        pod(
            "keda",
            "Deployment/keda-operator",
            "keda-operator-59c7d86f4b-abcde",
            0,
            null,
            null,
            0L));
    TreeMap<Long, Integer> readyChanges = new TreeMap<>();
    TreeMap<Long, Integer> pendingChanges = new TreeMap<>();
    for (PodOutcome pod : pods) {
      pendingChanges.merge(pod.createdNanos(), 1, Integer::sum);
      if (pod.scheduledNanos() != null) {
        pendingChanges.merge(pod.scheduledNanos(), -1, Integer::sum);
        readyChanges.merge(pod.readyNanos(), 1, Integer::sum);
      }
    }
    return new RunResult(
        replication,
        1,
        100,
        600 * SECOND,
        true,
        pods,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            series(Series.READY_PODS, readyChanges),
            series(Series.PENDING_PODS, pendingChanges),
            new Series(Series.STUCK_PODS, new long[] {0}, new double[] {1})),
        Cost.NONE);
  }

  private static Series series(String name, TreeMap<Long, Integer> changes) {
    changes.putIfAbsent(0L, 0);
    long[] times = new long[changes.size()];
    double[] values = new double[changes.size()];
    int i = 0;
    double value = 0;
    for (Map.Entry<Long, Integer> change : changes.entrySet()) {
      value += change.getValue();
      times[i] = change.getKey();
      values[i++] = value;
    }
    return new Series(name, times, values);
  }

  private static ExperimentResult result() {
    List<RunResult> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add(run(i));
    }
    return new ExperimentResult(
        "shop-and-keda", "0", 42, "1.33", 20, runs, List.of(), Map.of(), List.of(), List.of());
  }

  @Test
  void onePicturePerQuestionAndPerWorkload() throws IOException {
    Path folder = Path.of("target", "charts");
    Charts.Written written = Charts.write(result(), folder);
    assertThat(written.note()).isNull();
    assertThat(written.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "time-to-ready.png",
            "stuck-pods.png",
            "timeline-keda-deployment-keda-operator.png",
            "timeline-shop-deployment-web.png");
    for (Path file : written.files()) {
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth()).isEqualTo(1200);
      assertThat(colours(image)).as(file.toString()).hasSizeGreaterThan(4);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void timelineShowsStuckPodsInVermilion() throws IOException {
    BufferedImage image = PodTimeline.of(run(0), new Workload("keda", "Deployment/keda-operator"));
    assertThat(count(image, Palette.VERMILION.getRGB())).isGreaterThan(1_000);
    BufferedImage healthy = PodTimeline.of(run(0), new Workload("shop", "Deployment/web"));
    // Only the square of the legend.
    assertThat(count(healthy, Palette.VERMILION.getRGB())).isLessThan(300);
    assertThat(count(healthy, Palette.GREEN.getRGB())).isGreaterThan(1_000);
  }

  @Test
  void fileNamesAreSafeWhateverTheWorkloadIsCalled() {
    assertThat(new Workload("a", "Deployment/../../b:c").fileStem()).matches("[a-z0-9-]+");
  }

  @Test
  void axisTakesRoundSteps() {
    assertThat(new TimeAxis(87, 12).stepSeconds()).isEqualTo(10);
    assertThat(new TimeAxis(87, 12).unit()).isEqualTo("s");
    assertThat(new TimeAxis(1_800, 12).stepSeconds()).isEqualTo(300);
    assertThat(new TimeAxis(1_800, 12).label(300)).isEqualTo("5");
    assertThat(new TimeAxis(86_400, 12).unit()).isEqualTo("h");
  }

  private static TreeSet<Integer> colours(BufferedImage image) {
    TreeSet<Integer> found = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        found.add(image.getRGB(x, y));
      }
    }
    return found;
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == rgb ? 1 : 0;
      }
    }
    return count;
  }
}
