package dev.farsight.scenario.manifest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that Kubernetes knows, by type: what tells a misspelt field from one that the model
 * merely does not look at.
 *
 * @see <a href="https://github.com/kubernetes/api">k8s.io/api, from which the table was derived</a>
 */
final class FieldCatalogue {

  private static final String KUBERNETES = "kubernetes-fields.txt";
  private static final String EKSCTL = "eksctl-fields.txt";

  /** Type name to field name to type of the field, empty for plain values. */
  private final Map<String, Map<String, String>> types;

  private FieldCatalogue(Map<String, Map<String, String>> types) {
    this.types = types;
  }

  /** The table that is shipped with the program, read when it is asked for first. */
  private static final class Shipped {
    private static final FieldCatalogue TABLE = read(KUBERNETES);
  }

  /** Returns the table that is shipped with the program. */
  static FieldCatalogue shipped() {
    return Shipped.TABLE;
  }

  /** Returns the fields of eksctl's ClusterConfig. */
  static FieldCatalogue eksctl() {
    return read(EKSCTL);
  }

  private static FieldCatalogue read(String resource) {
    Map<String, Map<String, String>> types = new LinkedHashMap<>();
    try (InputStream stream = FieldCatalogue.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("resource is missing: " + resource);
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int colon = line.indexOf(':');
        if (!line.startsWith("#") && colon > 0) {
          types.put(line.substring(0, colon), fields(line.substring(colon + 1).strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FieldCatalogue(types);
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf(' ', start);
      end = end < 0 ? text.length() : end;
      String field = text.substring(start, end);
      int equals = field.indexOf('=');
      fields.put(
          equals < 0 ? field : field.substring(0, equals),
          equals < 0 ? "" : field.substring(equals + 1));
      start = end + 1;
    }
    return fields;
  }

  /** Returns whether Kubernetes has a type of this name among those catalogued. */
  boolean hasType(String type) {
    return types.containsKey(type);
  }

  /** Returns the names of a type's fields; empty if the type is not catalogued. */
  Set<String> fieldsOf(String type) {
    Map<String, String> fields = types.get(type);
    return fields == null ? Set.of() : fields.keySet();
  }

  /** Returns the type of a field, empty for plain values, or null if there is no such field. */
  @Nullable String typeOf(String type, String field) {
    Map<String, String> fields = types.get(type);
    return fields == null ? null : fields.get(field);
  }
}
