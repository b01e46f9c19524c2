package dev.farsight.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void cellThatASpreadsheetWouldRunIsDisarmed() {
    assertThat(Csv.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
    assertThat(Csv.cell("-1+2")).isEqualTo("'-1+2");
    assertThat(Csv.cell("@cmd")).isEqualTo("'@cmd");
  }

  @Test
  void commasAndLineEndsAreQuoted() {
    assertThat(Csv.cell("0/2 nodes are available: 1 Too many pods, 1 x"))
        .isEqualTo("\"0/2 nodes are available: 1 Too many pods, 1 x\"");
    assertThat(Csv.cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(Csv.cell(null)).isEmpty();
    assertThat(Csv.cell("plain")).isEqualTo("plain");
  }
}
