package dev.farsight.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  private void assertOnly(Path... files) throws IOException {
    try (var found = Files.list(folder)) {
      assertThat(found).containsExactlyInAnyOrder(files);
    }
  }

  @Test
  void aFileThatFailsHalfwayLeavesTheOldOneAndNothingElse() throws IOException {
    Path file = folder.resolve("result.json");
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.writeText(
                    file,
                    writer -> {
                      writer.write("half of the n");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(file).hasContent("old");
    assertOnly(file);
  }

  @Test
  void foldersAreMadeAndOlderFilesReplaced() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    AtomicFile.write(file, "one");
    AtomicFile.write(file, "two");
    assertThat(file).hasContent("two");
  }

  @Test
  void aFolderInTheWayIsNamed() {
    assertThatThrownBy(() -> AtomicFile.write(folder, "text"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder");
  }

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "there is no /dev/null, and links need a privilege")
  void devicesAreWrittenToAndLinksFollowed() throws IOException {
    AtomicFile.write(Path.of("/dev/null"), "gone");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    Path file = folder.resolve("file");
    Path link = folder.resolve("link");
    AtomicFile.write(file, "old");
    Files.createSymbolicLink(link, file);
    AtomicFile.write(link, "new");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no POSIX permissions")
  void aFileIsAsReadableAsAnyOther() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    Path file = folder.resolve("file");
    AtomicFile.write(file, "text");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
  }
}
