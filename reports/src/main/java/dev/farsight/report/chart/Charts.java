package dev.farsight.report.chart;

import dev.farsight.report.file.AtomicFile;
import dev.farsight.sim.result.ExperimentResult;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;

/** Writes the pictures of a result into a folder. */
public final class Charts {

  /** Line for people when the machine has no font. */
  public static final String NO_FONTS =
      "No charts: this machine has no font. Install fontconfig and one font (./build tells how).";

  private static final int TIMELINE_COUNT = 50;

  private Charts() {}

  /**
   * What was written.
   *
   * @param files pictures, in the order in which they were written
   * @param note a line for people about what was left out; null if nothing was
   */
  public record Written(List<Path> files, @Nullable String note) {

    /** Makes the list unmodifiable. */
    public Written {
      files = List.copyOf(files);
    }
  }

  /**
   * Writes {@code time-to-ready.png}, {@code stuck-pods.png}, {@code scaling.png} where something
   * scales, and one {@code timeline-*.png} per workload (of the first replication). Without a font,
   * or without a replication, nothing is written and the note says so.
   *
   * @param result result to show
   * @param folder folder to write into; made where it is missing
   * @throws IOException if a file cannot be written
   */
  public static Written write(ExperimentResult result, Path folder) throws IOException {
    if (!available()) {
      return new Written(List.of(), NO_FONTS);
    }
    if (result.replications().isEmpty()) {
      return new Written(List.of(), "No charts: no replication was finished.");
    }
    List<Path> files = new ArrayList<>();
    files.add(
        png(
            BitmapEncoder.getBufferedImage(TimeToReadyChart.of(result)),
            folder.resolve("time-to-ready.png")));
    files.add(
        png(
            BitmapEncoder.getBufferedImage(StuckPodsChart.of(result)),
            folder.resolve("stuck-pods.png")));
    if (ScalingChart.hasContent(result)) {
      files.add(
          png(
              BitmapEncoder.getBufferedImage(ScalingChart.of(result)),
              folder.resolve("scaling.png")));
    }
    List<Workload> workloads = Workload.all(result);
    Set<String> stems = new LinkedHashSet<>();
    for (Workload workload : workloads.subList(0, Math.min(workloads.size(), TIMELINE_COUNT))) {
      String stem = workload.fileStem();
      for (int i = 2; !stems.add(stem); i++) {
        stem = workload.fileStem() + "-" + i;
      }
      files.add(
          png(
              PodTimeline.of(result.replications().get(0), workload),
              folder.resolve("timeline-" + stem + ".png")));
    }
    String note =
        workloads.size() > TIMELINE_COUNT
            ? "Timelines of the first " + TIMELINE_COUNT + " of " + workloads.size() + " workloads."
            : null;
    return new Written(files, note);
  }

  private static Path png(BufferedImage image, Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this JVM cannot write PNG: " + file);
          }
        });
    return file;
  }

  /** Returns whether charts can be drawn: without fonts the JVM fails in one of several ways. */
  public static boolean available() {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      return font.getStringBounds("Ready", new FontRenderContext(null, true, true)).getWidth() > 0;
    } catch (LinkageError | RuntimeException e) {
      return false;
    }
  }
}
