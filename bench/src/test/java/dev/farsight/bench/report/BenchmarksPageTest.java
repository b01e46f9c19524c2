package dev.farsight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksPageTest {

  private static final Machine MACHINE =
      new Machine("2 processors (Z), 8 GiB, Linux", "A JVM 17", "2026-01-31", 0.25);

  @TempDir private Path folder;

  private static Figure figure(String name, String contender, double median) {
    return new Figure(name, contender, "ns/op", median, median / 2, 2 * median, 9, 0);
  }

  @Test
  void targetsAreShownMetMissedAndNotMeasured() {
    Figures figures = new Figures();
    figures.add(figure("Hold EXPONENTIAL 100", "radixWheel", 40));
    figures.add(figure("Hold EXPONENTIAL 100", "priorityQueue", 80));
    figures.add(figure("Placement 5000 BASIC", "place", 50));
    String page = new BenchmarksPage(figures).text();
    assertThat(page)
        .contains("Nothing is measured yet.")
        .contains("| hold, exponential, 100 events | ≤ 0.750 | 0.500 | met |")
        .contains("10,000 pods | ≥ 80,000 pods/s | 20,000 pods/s | **missed** |")
        .contains("| --help | ≤ 0.350 s | not measured |  |")
        .contains(
            "| Hold EXPONENTIAL 100 | radixWheel | 40.0 ns/op | 20.0 – 80.0 | 9 | 0 | 0.500 |")
        .contains("| Placement 5000 BASIC | place | 50.0 ns/op | 25.0 – 100 | 9 | 0 |  |");
    assertThat(page.substring(page.indexOf("## What is missed"), page.indexOf("## What is not")))
        .contains(
            "- Scheduler alone: queue, cycle and cache: basic pods, 5,000 nodes, 10,000 pods. ")
        .doesNotContain("Event list");
  }

  @Test
  void figuresAreReadAsTheyWereWrittenAndReplaced() throws Exception {
    Path file = folder.resolve("target/benchmarks.json");
    Figures figures = new Figures();
    figures.begin(MACHINE, file);
    figures.add(figure("Fleet", "launch", 0.4));
    figures.add(figure("Fleet", "launch", 0.3));
    figures.write(file);
    Figures read = new Figures();
    read.read(file);
    assertThat(read.all()).isEqualTo(figures.all()).hasSize(1);
    assertThat(read.machine()).isEqualTo(MACHINE);
    assertThat(read.find("Fleet", "launch")).isNotNull();
    assertThat(read.find("Fleet", "stuck")).isNull();
    assertThat(new BenchmarksPage(read).text())
        .contains("Measured on 2026-01-31: 2 processors (Z), 8 GiB, Linux; A JVM 17.");
  }

  @Test
  void figuresOfAnotherMachineOrJvmAreNotMixedWithThoseOfThisOne() throws Exception {
    Path file = folder.resolve("benchmarks.json");
    Figures figures = new Figures();
    figures.begin(MACHINE, file);
    figures.add(figure("Fleet", "launch", 0.4));
    figures.write(file);
    Figures later = new Figures();
    later.begin(new Machine(MACHINE.computer(), MACHINE.jvm(), "2026-02-01", 1.5), file);
    assertThat(later.all()).hasSize(1);
    Figures elsewhere = new Figures();
    elsewhere.begin(new Machine(MACHINE.computer(), "A JVM 21", "2026-02-01", 1.5), file);
    assertThat(elsewhere.all()).isEmpty();
  }

  @Test
  void everyTargetHasABoundAndAMeasure() {
    assertThat(Target.all()).hasSizeGreaterThan(40);
    for (Target target : Target.all()) {
      assertThat(target.bound()).as(target.what()).isPositive();
      assertThat(target.measure().of(new Figures())).as(target.what()).isNull();
    }
  }
}
