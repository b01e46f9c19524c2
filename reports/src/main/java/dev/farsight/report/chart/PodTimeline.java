package dev.farsight.report.chart;

import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of every pod of a workload as one bar each, from creation to the end. */
final class PodTimeline {

  private static final int WIDTH = 1200;
  private static final int ROW = 26;
  private static final int TOP = 96;
  private static final int BOTTOM = 64;
  private static final int RIGHT = 40;
  private static final int ROW_COUNT = 60;
  private static final int MARK_ROW = 18;
  private static final double NANOS = 1e9;
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final BasicStroke DASHED =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 4}, 0);

  private final Workload workload;
  private final List<PodOutcome> pods;
  private final List<Marks.Mark> marks;
  private final TimeAxis axis;
  private final double scale;
  private final int shown;
  private final int left;
  private final int top;
  private final int bottom;

  /** One phase of a pod's life: its name and colour. */
  private enum Phase {
    PENDING("pending", Palette.SKY),
    STUCK("stuck", Palette.VERMILION),
    STARTING("bound, pulling", Palette.ORANGE),
    RUNNING("running, not Ready", Palette.YELLOW),
    READY("Ready", Palette.GREEN);

    private final String title;
    private final Color color;

    Phase(String title, Color color) {
      this.title = title;
      this.color = color;
    }
  }

  static BufferedImage of(RunResult run, Workload workload) {
    List<PodOutcome> pods = new ArrayList<>();
    for (PodOutcome pod : run.pods()) {
      if (Workload.of(pod).equals(workload)) {
        pods.add(pod);
      }
    }
    return new PodTimeline(run, workload, pods).image();
  }

  private PodTimeline(RunResult run, Workload workload, List<PodOutcome> pods) {
    this.workload = workload;
    this.pods = pods;
    this.shown = Math.min(pods.size(), ROW_COUNT);
    FontMetrics metrics = metrics();
    int names = 60;
    for (PodOutcome pod : pods.subList(0, shown)) {
      names = Math.max(names, Math.min(360, metrics.stringWidth(pod.name()) + 40));
    }
    this.left = names;
    this.axis = new TimeAxis(endNanos(run, pods) / NANOS, 12);
    this.scale = (WIDTH - left - RIGHT) / axis.endSeconds();
    this.marks = Marks.of(List.of(run), axis.endSeconds(), scale, metrics::stringWidth);
    this.top = TOP + MARK_ROW * Marks.rowCount(marks);
    this.bottom = top + Math.max(1, shown) * ROW;
  }

  private static FontMetrics metrics() {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return g.getFontMetrics(PLAIN);
    } finally {
      g.dispose();
    }
  }

  private BufferedImage image() {
    int height = bottom + BOTTOM + (pods.size() > shown ? 20 : 0);
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, WIDTH, height);
      g.setColor(Palette.INK);
      g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
      g.drawString("Pods of " + workload.title(), 20, 38);
      g.setFont(PLAIN);
      legend(g, left);
      paintAxis(g);
      paintPods(g);
      paintMarks(g);
      if (pods.size() > shown) {
        g.setColor(Palette.INK);
        g.drawString((pods.size() - shown) + " more pods are not shown", 20, height - 10);
      }
    } finally {
      g.dispose();
    }
    return image;
  }

  private void paintAxis(Graphics2D g) {
    for (double t = 0; t <= axis.endSeconds() + 1e-6; t += axis.stepSeconds()) {
      g.setColor(Palette.FAINT);
      g.drawLine(x(t), top - 4, x(t), bottom);
      g.setColor(Palette.INK);
      centered(g, axis.label(t), x(t), bottom + 20);
    }
    centered(
        g, "simulated time (" + axis.unit() + ")", left + (WIDTH - left - RIGHT) / 2, bottom + 46);
  }

  private void paintPods(Graphics2D g) {
    for (int i = 0; i < shown; i++) {
      PodOutcome pod = pods.get(i);
      int y = top + i * ROW;
      g.setColor(Palette.INK);
      g.drawString(shortened(pod.name(), g.getFontMetrics(), left - 36), 20, y + 17);
      bars(g, pod, left, y + 4, scale, (long) (axis.endSeconds() * NANOS));
    }
  }

  /** What was done to the cluster: a dashed line down through the bars, and its text above. */
  private void paintMarks(Graphics2D g) {
    for (Marks.Mark mark : marks) {
      int x = x(mark.seconds());
      int y = TOP + MARK_ROW * mark.row();
      g.setColor(Palette.GREY);
      g.setStroke(DASHED);
      g.drawLine(x, y - 10, x, bottom);
      g.setStroke(new BasicStroke(1));
      int width = g.getFontMetrics().stringWidth(mark.text());
      boolean fits = x + 5 + width < WIDTH;
      g.setColor(Palette.INK);
      g.drawString(mark.text(), fits ? x + 5 : x - 5 - width, y);
    }
  }

  private int x(double seconds) {
    return (int) Math.round(left + seconds * scale);
  }

  private static void legend(Graphics2D g, int left) {
    int x = left;
    for (Phase phase : Phase.values()) {
      g.setColor(phase.color);
      g.fillRect(x, 58, 16, 16);
      hatch(g, phase, x, 58, 16, 16);
      g.setColor(Palette.INK);
      g.drawString(phase.title, x + 22, 71);
      x += 22 + g.getFontMetrics().stringWidth(phase.title) + 28;
    }
  }

  private static void bars(
      Graphics2D g, PodOutcome pod, int left, int y, double scale, long endNanos) {
    long end = orElse(pod.deletedNanos(), endNanos);
    long ready = Math.min(end, orElse(pod.readyNanos(), end));
    long running = Math.min(ready, orElse(pod.story().runningNanos(), ready));
    long scheduled = Math.min(running, orElse(pod.scheduledNanos(), running));
    if (pod.scheduledNanos() == null) {
      scheduled = end;
      running = end;
      ready = end;
    }
    long stuck = pod.stuck() ? Math.min(end, orElse(pod.stuckSinceNanos(), end)) : scheduled;
    stuck = Math.min(stuck, scheduled);
    long from = Math.max(0, pod.createdNanos());
    bar(g, Phase.PENDING, from, stuck, left, y, scale);
    bar(g, Phase.STUCK, Math.max(from, stuck), scheduled, left, y, scale);
    bar(g, Phase.STARTING, Math.max(from, scheduled), running, left, y, scale);
    bar(g, Phase.RUNNING, Math.max(from, running), ready, left, y, scale);
    bar(g, Phase.READY, Math.max(from, ready), end, left, y, scale);
  }

  private static void bar(
      Graphics2D g, Phase phase, long from, long to, int left, int y, double scale) {
    if (to <= from) {
      return;
    }
    int x = (int) Math.round(left + from / NANOS * scale);
    int width = Math.max(1, (int) Math.round(left + to / NANOS * scale) - x);
    g.setColor(phase.color);
    g.fillRect(x, y, width, ROW - 8);
    hatch(g, phase, x, y, width, ROW - 8);
  }

  /** Stuck is hatched as well, so that it can be told without colours. */
  private static void hatch(Graphics2D g, Phase phase, int x, int y, int width, int height) {
    if (phase != Phase.STUCK) {
      return;
    }
    var clip = g.getClip();
    g.clipRect(x, y, width, height);
    g.setColor(new Color(255, 255, 255, 120));
    g.setStroke(new BasicStroke(2));
    for (int offset = -height; offset < width; offset += 8) {
      g.drawLine(x + offset, y + height, x + offset + height, y);
    }
    g.setStroke(new BasicStroke(1));
    g.setClip(clip);
  }

  /** Returns the end of what is worth showing: the last change of any of the pods, and a bit. */
  private static long endNanos(RunResult run, List<PodOutcome> pods) {
    long last = 1;
    for (PodOutcome pod : pods) {
      last = Math.max(last, pod.createdNanos());
      last = Math.max(last, orElse(pod.scheduledNanos(), 0));
      last = Math.max(last, orElse(pod.readyNanos(), 0));
      last = Math.max(last, orElse(pod.deletedNanos(), 0));
    }
    return Math.max(60_000_000_000L, Math.min(run.endNanos(), last + last / 4));
  }

  private static long orElse(@Nullable Long value, long other) {
    return value == null ? other : value;
  }

  private static void centered(Graphics2D g, String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
  }

  private static String shortened(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    // The end of a pod's name tells pods of one workload apart, so the middle goes.
    for (int cut = text.length() - 1; cut > 12; cut--) {
      String shorter = text.substring(0, cut - 10) + "…" + text.substring(text.length() - 9);
      if (metrics.stringWidth(shorter) <= width) {
        return shorter;
      }
    }
    return text.substring(text.length() - 9);
  }
}
