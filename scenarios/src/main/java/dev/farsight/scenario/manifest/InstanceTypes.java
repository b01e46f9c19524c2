package dev.farsight.scenario.manifest;

import dev.farsight.sim.kube.Quantity;
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
 * CPU, memory and pod limits of the common EC2 instance types.
 *
 * <p>Memory is reduced by what EKS reserves for the kubelet and the system (255 MiB + 11 MiB per
 * pod) and by the eviction threshold (100 MiB), so that what is left is what the scheduler may use.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html">EKS,
 *     choosing an instance type</a>
 */
public final class InstanceTypes {

  private static final String RESOURCE = "instance-types.txt";
  private static final long MIB = 1L << 20;

  private final Map<String, String[]> rows;

  private InstanceTypes(Map<String, String[]> rows) {
    this.rows = rows;
  }

  /** Reads the table that is shipped with the program. */
  public static InstanceTypes load() {
    Map<String, String[]> rows = new LinkedHashMap<>();
    try (InputStream stream = InstanceTypes.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("resource is missing: " + RESOURCE);
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] row = line.split(" ", -1);
          rows.put(row[0], row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new InstanceTypes(rows);
  }

  /** Returns the label value of a type's processor: families such as m7g and a1 are Arm. */
  public static String architectureOf(String type) {
    return type.matches("(a1|[a-z]+[0-9]+g[a-z]*)\\..*") ? "arm64" : "amd64";
  }

  /** Returns the names of the known types. */
  public Set<String> names() {
    return rows.keySet();
  }

  /** Returns what pods may use of a node of a type: cpu, memory and pods; null if unknown. */
  public @Nullable Map<String, Quantity> capacityOf(String type) {
    String[] row = rows.get(type);
    if (row == null) {
      return null;
    }
    long pods = Long.parseLong(row[3]);
    long memory = (Long.parseLong(row[2]) - 255 - 11 * pods - 100) * MIB;
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", Quantity.ofUnits(Long.parseLong(row[1])));
    capacity.put("memory", Quantity.ofBytes(Math.max(memory, 64 * MIB)));
    capacity.put("pods", Quantity.ofUnits(pods));
    return capacity;
  }
}
