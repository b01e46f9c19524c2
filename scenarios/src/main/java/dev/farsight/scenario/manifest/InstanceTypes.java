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
 * What pods may use of EC2 instance types: CPU, memory, NVIDIA GPUs and the number of pods.
 *
 * <p>EKS reserves CPU (6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of
 * the rest) and memory (255 MiB and 11 MiB per pod) for kubelet and system, and evicts below 100
 * MiB of free memory; what is left is what the scheduler may use. Memory that the hypervisor takes
 * is not known and not taken off.
 *
 * @see <a
 *     href="https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go">how
 *     EKS nodes set what they reserve</a>
 */
public final class InstanceTypes {

  private static final String RESOURCE = "instance-types.txt";
  private static final long MIB = 1L << 20;
  private static final long KUBE_RESERVED_MIB = 255;
  private static final long KUBE_RESERVED_MIB_PER_POD = 11;
  private static final long EVICTION_MIB = 100;

  private final Map<String, String[]> rows;

  private InstanceTypes(Map<String, String[]> rows) {
    this.rows = rows;
  }

  /** The table that is shipped with the program, read when it is asked for first. */
  private static final class Shipped {
    private static final InstanceTypes TABLE = read();
  }

  /** Returns the table that is shipped with the program. */
  public static InstanceTypes load() {
    return Shipped.TABLE;
  }

  private static InstanceTypes read() {
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
    return capacityOf(type, null);
  }

  /**
   * Returns what pods may use of a node of a type: cpu, memory, pods and GPUs; null if unknown.
   *
   * @param maxPods most pods of the node; null for what its network interfaces allow
   */
  public @Nullable Map<String, Quantity> capacityOf(String type, @Nullable Integer maxPods) {
    String[] row = rows.get(type);
    if (row == null) {
      return null;
    }
    long milli = 1000 * Long.parseLong(row[1]);
    long pods = Long.parseLong(row[3]);
    long reserved = KUBE_RESERVED_MIB + KUBE_RESERVED_MIB_PER_POD * pods + EVICTION_MIB;
    long memory = (Long.parseLong(row[2]) - reserved) * MIB;
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", Quantity.ofMilli(milli - reservedMilli(milli)));
    capacity.put("memory", Quantity.ofBytes(Math.max(memory, 64 * MIB)));
    capacity.put("pods", Quantity.ofUnits(maxPods == null ? pods : maxPods));
    if (row.length > 4) {
      capacity.put("nvidia.com/gpu", Quantity.ofUnits(Long.parseLong(row[4])));
    }
    return capacity;
  }

  private static long reservedMilli(long milli) {
    long[] ends = {1000, 2000, 4000, Long.MAX_VALUE};
    long[] perTenThousand = {600, 100, 50, 25};
    long reserved = 0;
    long begin = 0;
    for (int i = 0; i < ends.length && begin < milli; i++) {
      long end = Math.min(ends[i], milli);
      reserved += (end - begin) * perTenThousand[i] / 10_000;
      begin = end;
    }
    return reserved;
  }
}
