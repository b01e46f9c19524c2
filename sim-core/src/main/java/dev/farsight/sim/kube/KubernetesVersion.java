package dev.farsight.sim.kube;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes version. A bare minor version, as EKS shows it, means its latest patch.
 *
 * @param major major number
 * @param minor minor number
 * @param patch patch number; {@link #LATEST_PATCH} for the latest
 */
public record KubernetesVersion(int major, int minor, int patch)
    implements Comparable<KubernetesVersion> {

  /** Patch number that stands for the latest patch of a minor version. */
  public static final int LATEST_PATCH = Integer.MAX_VALUE;

  private static final Pattern TEXT =
      Pattern.compile("v?([0-9]{1,3})\\.([0-9]{1,3})\\+?(?:\\.([0-9]{1,4})(?:[-+].*)?)?");

  /** Returns the latest patch of a minor version of Kubernetes 1. */
  public static KubernetesVersion ofMinor(int minor) {
    return new KubernetesVersion(1, minor, LATEST_PATCH);
  }

  /**
   * Reads a version such as {@code 1.33} or {@code v1.34.2-eks-1}, or returns null if it is none.
   */
  public static @Nullable KubernetesVersion tryParse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String patch = matcher.group(3);
    return new KubernetesVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? LATEST_PATCH : Integer.parseInt(patch));
  }

  /** Returns whether this version is a given minor version of Kubernetes 1, or a later one. */
  public boolean isAtLeast(int otherMinor) {
    return major > 1 || (major == 1 && minor >= otherMinor);
  }

  /** Returns whether this version is a given patch of Kubernetes 1, or a later one. */
  public boolean isAtLeast(int otherMinor, int otherPatch) {
    return compareTo(new KubernetesVersion(1, otherMinor, otherPatch)) >= 0;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  /** Returns the text, such as {@code 1.33} or {@code 1.34.1}. */
  @Override
  public String toString() {
    return major + "." + minor + (patch == LATEST_PATCH ? "" : "." + patch);
  }
}
