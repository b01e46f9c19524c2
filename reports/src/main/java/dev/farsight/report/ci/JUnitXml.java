package dev.farsight.report.ci;

import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import java.io.IOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A result as JUnit XML: one test case for each threshold, and one for the run itself. A broken
 * threshold is a failure; an undecided one and a failed replication are errors.
 */
public final class JUnitXml {

  private JUnitXml() {}

  /** Writes a result; the writer is flushed, not closed. */
  public static void write(ExperimentResult result, Writer target) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(target);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(result, xml);
      xml.writeEndDocument();
      xml.writeCharacters("\n");
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void suite(ExperimentResult result, XMLStreamWriter xml)
      throws XMLStreamException {
    long failures = count(result, Verdict.FAIL);
    long errors = count(result, Verdict.UNDECIDED) + (isIncomplete(result) ? 1 : 0);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", legal(result.scenarioName()));
    xml.writeAttribute("tests", Integer.toString(result.thresholds().size() + 1));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", Long.toString(errors));
    xml.writeCharacters("\n");
    run(result, xml);
    for (ThresholdVerdict threshold : result.thresholds()) {
      xml.writeCharacters("  ");
      xml.writeStartElement("testcase");
      name(xml, result, threshold.expression());
      switch (threshold.verdict()) {
        case PASS -> {}
        case FAIL -> problem(xml, "failure", "threshold", FigureText.got(threshold));
        case UNDECIDED ->
            problem(
                xml, "error", "undecided", FigureText.got(threshold) + "; run more with --reps");
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
    }
    xml.writeCharacters("  ");
    xml.writeStartElement("system-out");
    xml.writeCharacters(legal(diagnoses(result)));
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void run(ExperimentResult result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("  ");
    xml.writeStartElement("testcase");
    name(xml, result, FigureText.count(result.planned(), "replication") + " finished");
    if (isIncomplete(result)) {
      StringBuilder text = new StringBuilder(FigureText.incomplete(result));
      for (FailedReplication failure : result.failures()) {
        text.append("; seed ").append(failure.seed()).append(": ").append(failure.message());
      }
      problem(xml, "error", "incomplete", text.toString());
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static boolean isIncomplete(ExperimentResult result) {
    return !FigureText.incomplete(result).isEmpty();
  }

  private static long count(ExperimentResult result, Verdict verdict) {
    return result.thresholds().stream().filter(one -> one.verdict() == verdict).count();
  }

  private static void name(XMLStreamWriter xml, ExperimentResult result, String name)
      throws XMLStreamException {
    xml.writeAttribute("classname", legal(result.scenarioName()));
    xml.writeAttribute("name", legal(name));
  }

  private static void problem(XMLStreamWriter xml, String element, String type, String message)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("type", type);
    xml.writeAttribute("message", legal(message));
    xml.writeEndElement();
  }

  private static String diagnoses(ExperimentResult result) {
    StringBuilder text = new StringBuilder("seed " + result.seed() + "\n");
    for (Diagnosis diagnosis : result.diagnoses()) {
      text.append(diagnosis.causeCode()).append("  ").append(diagnosis.title()).append('\n');
      FigureText.subjects(diagnosis).forEach(pod -> text.append("  ").append(pod).append('\n'));
    }
    for (FailedStep failed : FailedStep.of(result)) {
      text.append(failed.line(result)).append('\n');
    }
    return text.toString();
  }

  /** Leaves out what XML 1.0 cannot hold at all; the writer escapes the rest. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            c ->
                c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || (c >= 0x20 && c <= 0xd7ff)
                    || (c >= 0xe000 && c <= 0xfffd)
                    || c >= 0x10000)
        .forEach(legal::appendCodePoint);
    return legal.toString();
  }
}
