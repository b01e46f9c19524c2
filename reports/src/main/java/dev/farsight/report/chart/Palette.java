package dev.farsight.report.chart;

import java.awt.Color;

/** Colours of Okabe and Ito (2008), one meaning each. */
final class Palette {

  static final Color ORANGE = new Color(230, 159, 0);
  static final Color SKY = new Color(86, 180, 233);
  static final Color GREEN = new Color(0, 158, 115);
  static final Color YELLOW = new Color(240, 228, 66);
  static final Color BLUE = new Color(0, 114, 178);
  static final Color VERMILION = new Color(213, 94, 0);
  static final Color PURPLE = new Color(204, 121, 167);
  static final Color INK = new Color(40, 44, 52);
  static final Color FAINT = new Color(225, 228, 232);
  static final Color GREY = new Color(150, 156, 164);

  /** Colours of workloads, in their order; vermilion is kept for what is stuck. */
  static final Color[] WORKLOADS = {BLUE, ORANGE, GREEN, PURPLE, SKY, INK, YELLOW, GREY};

  private Palette() {}

  static Color translucent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
