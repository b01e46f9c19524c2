package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantities against upstream's own parser, whose answers were recorded. */
class QuantityTableTest {

  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (InputStream stream = QuantityTableTest.class.getResourceAsStream("quantities.tsv")) {
      String table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : table.split("\n", -1)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
    }
    return rows;
  }

  @Test
  void everyTextIsReadAsUpstreamReadsIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String[] row : rows()) {
      String wanted = row[1].equals("refused") ? "refused" : row[1] + " " + row[2] + " " + row[3];
      String got = answer(row[0], wanted.startsWith("-"), row);
      if (!got.equals(wanted)) {
        wrong.add("\"" + row[0] + "\": " + got + ", upstream " + wanted);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String answer(String text, boolean negative, String[] row) {
    Quantity quantity = Quantity.tryParse(text);
    if (quantity == null) {
      return "refused";
    }
    long bound = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    boolean cut = row.length > 2 && row[2].equals("beyond");
    String canonical = cut ? row[1] : quantity.toString();
    return canonical
        + " "
        + shown(quantity.value(), bound, row, 2)
        + " "
        + shown(quantity.milliValue(), bound, row, 3);
  }

  /** What is beyond the range of a long must be cut to its bound. */
  private static String shown(long value, long bound, String[] row, int column) {
    boolean beyond = row.length > column && row[column].equals("beyond");
    boolean atBound = value == bound || value == bound + 1;
    return beyond && atBound ? "beyond" : Long.toString(value);
  }
}
