package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  @Test
  void demoTellsBothStoriesAndDrawsThem() throws IOException {
    Path told = folder.resolve("demo.txt");
    assertThat(cli.run("demo", "--out", folder.toString(), "-o", "human=" + told))
        .isEqualTo(ExitCodes.OK);
    assertThat(Files.readString(told)).isEqualTo(cli.out());
    assertThat(cli.out())
        .contains("FS1101", "FS1103", "seed 42")
        .containsPattern("nothing: wait  *·+[▁-█]+  ✗ 3 stuck")
        .containsPattern("rollout restart after ACTIVE .*✓ Ready")
        .containsPattern("keda-operator-[a-z0-9-]+ +×+")
        .contains("helm template . | farsight check -");
    for (String file :
        new String[] {
          "keda/time-to-ready.png",
          "keda/stuck-pods.png",
          "keda/timeline-keda-deployment-keda-operator.png",
          "keda/pods.csv",
          "coredns/stuck-pods.png",
          "coredns/series.csv"
        }) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.resolve("coredns/pods.csv"))).contains("coredns-");
    assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void aFolderThatCannotBeMadeExitsWithSix() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(cli.run("demo", "--out", file.toString())).isEqualTo(ExitCodes.IO);
    assertThat(cli.err()).contains(file.toString()).doesNotContain("Exception");
  }
}
