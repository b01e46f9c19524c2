package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFilesTest {

  @TempDir private Path root;
  private DirectoryFiles files;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(root.resolve("scenario/k8s/deep"));
    Files.writeString(root.resolve("secret.yaml"), "password: x");
    Files.writeString(root.resolve("scenario/k8s/a.yaml"), "a: 1");
    Files.writeString(root.resolve("scenario/k8s/deep/b.yaml"), "b: 1");
    files = new DirectoryFiles(root.resolve("scenario"));
  }

  @Test
  void filesOfTheFolderAndBelowAreFound() throws IOException {
    assertThat(files.find("k8s/a.yaml")).hasSize(1);
    assertThat(files.find("./k8s/../k8s/a.yaml")).hasSize(1);
    assertThat(files.find("k8s/*.yaml")).hasSize(1);
    assertThat(files.find("k8s/**.yaml")).hasSize(2);
    assertThat(files.find("k8s/none.yaml")).isEmpty();
  }

  @Test
  void pathsOutOfTheFolderAreRefused() {
    for (String outside :
        new String[] {
          "../secret.yaml", "k8s/../../secret.yaml", root.resolve("secret.yaml").toString(), "../*"
        }) {
      assertThatThrownBy(() -> files.find(outside))
          .as(outside)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("outside the folder of the scenario");
    }
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("scenario/link.yaml"), root.resolve("secret.yaml"));
    Files.createSymbolicLink(root.resolve("scenario/up"), root);
    assertThatThrownBy(() -> files.find("link.yaml")).hasMessageContaining("outside");
    assertThatThrownBy(() -> files.find("*.yaml")).hasMessageContaining("outside");
    assertThatThrownBy(() -> files.find("up/secret.yaml")).hasMessageContaining("outside");
  }

  @Test
  void linksInsideTheFolderAreFollowed() throws IOException {
    Path link = root.resolve("scenario/link.yaml");
    Files.createSymbolicLink(link, root.resolve("scenario/k8s/a.yaml"));
    assertThat(files.find("link.yaml")).hasSize(1);
  }

  @Test
  void addressesAreNotFetched() {
    assertThatThrownBy(() -> files.find("https://example.com/a.yaml"))
        .hasMessageContaining("save the file");
  }
}
