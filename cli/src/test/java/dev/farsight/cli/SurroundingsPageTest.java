package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.spec.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurroundingsPageTest {

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void everyFaultStandsOnThePageAsTheCatalogueHasIt(FaultKind kind) throws IOException {
    assertThat(Files.readString(Path.of("../docs/surroundings.md")))
        .contains("| `" + kind.word() + "` | " + kind.effect() + " |");
  }
}
