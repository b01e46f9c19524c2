package dev.farsight.scenario.issue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of everything Farsight may say about an input.
 *
 * <p>Codes are stable: FS00xx reading text, FS01xx fields and values, FS02xx objects, FS03xx
 * profiles and clusters, FS04xx Fargate, FS05xx scenarios, FS9xxx what the model leaves out. What
 * {@code explain} says about each stands in the resource {@code explanations.properties}.
 */
public enum IssueCode {
  /** A file cannot be read. */
  FILE_UNREADABLE("FS0001", Severity.ERROR, "a file cannot be read"),
  /** A file is not UTF-8 text. */
  NOT_UTF8("FS0002", Severity.ERROR, "a file is not UTF-8 text"),
  /** The text is not YAML. */
  YAML_SYNTAX("FS0003", Severity.ERROR, "the text is not YAML"),
  /** The text is not JSON. */
  JSON_SYNTAX("FS0004", Severity.ERROR, "the text is not JSON"),
  /** A key appears twice in one map. */
  DUPLICATE_KEY("FS0005", Severity.ERROR, "a key appears twice in one map"),
  /** An input is too large. */
  INPUT_TOO_LARGE("FS0006", Severity.ERROR, "an input is too large"),
  /** Values are nested too deeply. */
  TOO_DEEP("FS0007", Severity.ERROR, "values are nested too deeply"),
  /** Aliases expand to too many values. */
  ALIAS_EXPANSION("FS0008", Severity.ERROR, "aliases expand to too many values"),
  /** An alias refers to itself or to nothing. */
  BAD_ALIAS("FS0009", Severity.ERROR, "an alias refers to itself or to nothing"),
  /** A type tag is not supported. */
  TAG_REFUSED("FS0010", Severity.ERROR, "a type tag is not supported"),
  /** A number is too large, too long or not a number. */
  NUMBER_RANGE("FS0011", Severity.ERROR, "a number is too large, too long or not a number"),
  /** Text follows after the end of a JSON value. */
  TRAILING_TEXT("FS0012", Severity.ERROR, "text follows after the end of a JSON value"),
  /** A template was not rendered. */
  TEMPLATE_NOT_RENDERED("FS0013", Severity.ERROR, "a template was not rendered"),
  /** A map key is not a simple value. */
  BAD_KEY("FS0014", Severity.ERROR, "a map key is not a simple value"),
  /** A value or a line is too long. */
  VALUE_TOO_LONG("FS0015", Severity.ERROR, "a value or a line is too long"),
  /** An input holds nothing. */
  EMPTY_INPUT("FS0016", Severity.WARNING, "an input holds nothing"),
  /** A merge key comes after a key that it overrides. */
  MERGE_ORDER("FS0018", Severity.WARNING, "a merge key comes after a key that it overrides"),
  /** A field is not known. */
  UNKNOWN_FIELD("FS0101", Severity.ERROR, "a field is not known"),
  /** A value has the wrong type. */
  WRONG_TYPE("FS0102", Severity.ERROR, "a value has the wrong type"),
  /** A required field is missing. */
  MISSING_FIELD("FS0103", Severity.ERROR, "a required field is missing"),
  /** A value is not one of those allowed. */
  VALUE_NOT_ALLOWED("FS0104", Severity.ERROR, "a value is not one of those allowed"),
  /** A quantity cannot be read. */
  BAD_QUANTITY("FS0105", Severity.ERROR, "a quantity cannot be read"),
  /** A duration cannot be read. */
  BAD_DURATION("FS0106", Severity.ERROR, "a duration cannot be read"),
  /** A time cannot be read. */
  BAD_TIME("FS0107", Severity.ERROR, "a time cannot be read"),
  /** A name is not allowed. */
  BAD_NAME("FS0108", Severity.ERROR, "a name is not allowed"),
  /** A label or annotation is not allowed. */
  BAD_LABEL("FS0109", Severity.ERROR, "a label or annotation is not allowed"),
  /** A field of a manifest is not known to Kubernetes. */
  MISSPELT_FIELD("FS0110", Severity.WARNING, "a field of a manifest is not known to Kubernetes"),
  /** A number is out of its range. */
  BAD_NUMBER("FS0111", Severity.ERROR, "a number is out of its range"),
  /** A CPU quantity is finer than 1m. */
  CPU_BELOW_MILLI("FS0112", Severity.WARNING, "a CPU quantity is finer than 1m"),
  /** A request exceeds its limit. */
  REQUEST_OVER_LIMIT("FS0113", Severity.ERROR, "a request exceeds its limit"),
  /** A memory quantity is not a whole number of bytes. */
  FRACTIONAL_BYTES("FS0114", Severity.WARNING, "a memory quantity is not a whole number of bytes"),
  /** A selector does not select its own template. */
  SELECTOR_MISMATCH("FS0201", Severity.ERROR, "a selector does not select its own template"),
  /** A selector is missing. */
  SELECTOR_MISSING("FS0202", Severity.ERROR, "a selector is missing"),
  /** A selector cannot be used. */
  BAD_SELECTOR("FS0203", Severity.ERROR, "a selector cannot be used"),
  /** An object is there twice. */
  DUPLICATE_OBJECT("FS0204", Severity.WARNING, "an object is there twice"),
  /** A name is used twice inside an object. */
  DUPLICATE_NAME("FS0205", Severity.ERROR, "a name is used twice inside an object"),
  /** Something is named that is not there. */
  MISSING_REFERENCE("FS0206", Severity.ERROR, "something is named that is not there"),
  /** Two fields contradict each other. */
  FIELD_CONFLICT("FS0207", Severity.ERROR, "two fields contradict each other"),
  /** A Secret or ConfigMap is not among the inputs. */
  MISSING_SECRET("FS0208", Severity.NOTE, "a Secret or ConfigMap is not among the inputs"),
  /** A pod names its node. */
  POD_NODE_NAME("FS0210", Severity.WARNING, "a pod names its node"),
  /** Placeholder pods make no sense on Fargate. */
  OVERPROVISIONING("FS0211", Severity.WARNING, "placeholder pods make no sense on Fargate"),
  /** A workload has no pods to describe. */
  NO_POD_TEMPLATE("FS0212", Severity.WARNING, "a workload has no pods to describe"),
  /** An autoscaler targets something that is not there. */
  SCALE_TARGET("FS0213", Severity.WARNING, "an autoscaler targets something that is not there"),
  /** A Service is named that is not among the inputs. */
  SERVICE_BACKEND("FS0214", Severity.NOTE, "a Service is named that is not among the inputs"),
  /** Admission refuses the pods of a workload. */
  REFUSED_BY_ADMISSION("FS0215", Severity.ERROR, "admission refuses the pods of a workload"),
  /** KEDA refuses one of its objects. */
  REFUSED_BY_KEDA("FS0216", Severity.ERROR, "KEDA refuses one of its objects"),
  /** The document is no input that Farsight knows. */
  NOT_A_MANIFEST("FS0301", Severity.ERROR, "the document is no input that Farsight knows"),
  /** The list of profiles holds only names. */
  PROFILE_NAMES_ONLY("FS0302", Severity.ERROR, "the list of profiles holds only names"),
  /** A variable was not substituted. */
  UNRESOLVED_VARIABLE("FS0303", Severity.WARNING, "a variable was not substituted"),
  /** A Fargate profile is not valid. */
  BAD_PROFILE("FS0304", Severity.ERROR, "a Fargate profile is not valid"),
  /** A Fargate profile is not ACTIVE. */
  PROFILE_NOT_ACTIVE("FS0305", Severity.WARNING, "a Fargate profile is not ACTIVE"),
  /** An instance type is not in the table. */
  UNKNOWN_INSTANCE_TYPE("FS0306", Severity.WARNING, "an instance type is not in the table"),
  /** A value is only known after apply. */
  UNKNOWN_VALUE("FS0307", Severity.WARNING, "a value is only known after apply"),
  /** The file is a recording of another simulator. */
  SIMULATION_TRACE("FS0308", Severity.ERROR, "the file is a recording of another simulator"),
  /** A template function stands where a value is needed. */
  OPAQUE_FUNCTION("FS0309", Severity.WARNING, "a template function stands where a value is needed"),
  /** The owner of an object of a dump is not among the inputs. */
  OWNER_NOT_THERE("FS0310", Severity.WARNING, "the owner of a dumped object is not there"),
  /** A dump has bound pods and no nodes. */
  NODES_NOT_THERE("FS0311", Severity.WARNING, "a dump has bound pods and no nodes"),
  /** A workload cannot run on Fargate. */
  NOT_ON_FARGATE("FS0401", Severity.WARNING, "a workload cannot run on Fargate"),
  /** No Fargate profile selects a workload. */
  NOT_SELECTED("FS0402", Severity.WARNING, "no Fargate profile selects a workload"),
  /** The Fargate webhook passes a workload over. */
  SKIPPED_BY_WEBHOOK("FS0403", Severity.WARNING, "the Fargate webhook passes a workload over"),
  /** A Fargate profile nearly selects a workload. */
  ALMOST_SELECTED("FS0404", Severity.WARNING, "a Fargate profile nearly selects a workload"),
  /** A pod is larger than the largest Fargate size. */
  TOO_LARGE_FOR_FARGATE(
      "FS0405", Severity.WARNING, "a pod is larger than the largest Fargate size"),
  /** A profile selector matches no pod of the inputs. */
  SELECTOR_MATCHES_NOTHING(
      "FS0406", Severity.NOTE, "a profile selector matches no pod of the inputs"),
  /** A custom resource may create pods. */
  HIDDEN_WORKLOAD_TYPE("FS0407", Severity.NOTE, "a custom resource may create pods"),
  /** A scenario is not valid. */
  SCENARIO_INVALID("FS0501", Severity.ERROR, "a scenario is not valid"),
  /** An expression cannot be read. */
  BAD_EXPRESSION("FS0502", Severity.ERROR, "an expression cannot be read"),
  /** A metric is not known. */
  UNKNOWN_METRIC("FS0503", Severity.ERROR, "a metric is not known"),
  /** A step is not known. */
  UNKNOWN_STEP("FS0504", Severity.ERROR, "a step is not known"),
  /** A step names something that nothing creates. */
  UNKNOWN_TARGET("FS0505", Severity.ERROR, "a step names something that nothing creates"),
  /** The scenario asks for too much. */
  MODEL_BOMB("FS0506", Severity.ERROR, "the scenario asks for too much"),
  /** Something about the scenario worth knowing. */
  SCENARIO_NOTE("FS0507", Severity.NOTE, "something about the scenario worth knowing"),
  /** A scenario probably means something else. */
  SCENARIO_WARNING("FS0508", Severity.WARNING, "a scenario probably means something else"),
  /** A field is not simulated. */
  FIELD_NOT_SIMULATED("FS9001", Severity.NOTE, "a field is not simulated"),
  /** A kind of object is not simulated. */
  KIND_NOT_SIMULATED("FS9002", Severity.NOTE, "a kind of object is not simulated"),
  /** An old API version was read as what it became. */
  OLD_API_VERSION("FS9003", Severity.NOTE, "an old API version was read as what it became"),
  /** Objects of a dump were taken as they are. */
  STATUS_IGNORED("FS9004", Severity.NOTE, "objects of a dump were taken as they are"),
  /** A part of a KEDA object is not simulated. */
  KEDA_FIELD_NOT_SIMULATED("FS9005", Severity.NOTE, "a part of a KEDA object is not simulated"),
  /** Values were left out on purpose. */
  VALUES_DROPPED("FS9006", Severity.NOTE, "values were left out on purpose"),
  /** A part of a cluster description is not simulated. */
  CLUSTER_FIELD_NOT_SIMULATED(
      "FS9007", Severity.NOTE, "a part of a cluster description is not simulated");

  private static final String EXPLANATIONS = "explanations.properties";

  private final String id;
  private final Severity severity;
  private final String title;

  IssueCode(String id, Severity severity, String title) {
    this.id = id;
    this.severity = severity;
    this.title = title;
  }

  /** Returns the stable code, such as {@code FS0112}. */
  public String id() {
    return id;
  }

  /** Returns the severity that issues of this code normally have. */
  public Severity severity() {
    return severity;
  }

  /** Returns one line that says what the code is about. */
  public String title() {
    return title;
  }

  /** Returns what {@code explain} says about the code: why it matters and what to do. */
  public String explanation() {
    Properties explanations = new Properties();
    try (InputStream stream = IssueCode.class.getResourceAsStream(EXPLANATIONS)) {
      if (stream == null) {
        throw new IllegalStateException("resource is missing: " + EXPLANATIONS);
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        explanations.load(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return explanations.getProperty(id, title);
  }

  /** Returns the entry with a code, or null if there is none. */
  public static @Nullable IssueCode byId(String id) {
    for (IssueCode code : values()) {
      if (code.id.equalsIgnoreCase(id)) {
        return code;
      }
    }
    return null;
  }
}
