package dev.farsight.sim.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of eksctl.
 *
 * @param major major number
 * @param minor minor number
 * @param patch patch number
 */
public record EksctlVersion(int major, int minor, int patch) implements Comparable<EksctlVersion> {

  private static final Pattern TEXT =
      Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?:-.*)?");

  /** Reads a version such as {@code 0.207.0} or {@code v0.208}, or returns null if it is none. */
  public static @Nullable EksctlVersion tryParse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String patch = matcher.group(3);
    return new EksctlVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /** Returns whether this version is a given one or a later one. */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  @Override
  public int compareTo(EksctlVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
