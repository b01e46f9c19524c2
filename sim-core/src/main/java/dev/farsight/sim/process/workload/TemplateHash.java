package dev.farsight.sim.process.workload;

import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.RecordText;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a pod template that names a ReplicaSet or revision: FNV-1a of 32 bits in the letters
 * of generated names, as {@code controller.ComputeHash}; over our own text of the template.
 */
public final class TemplateHash {

  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private TemplateHash() {}

  /** Returns the hash of a template; another one for each number of collisions. */
  public static String of(PodTemplateSpec template, @Nullable Integer collisionCount) {
    int hash = 0x811C9DC5;
    StringBuilder text = new StringBuilder(4096);
    RecordText.append(text, template);
    if (collisionCount != null) {
      text.append('/').append(collisionCount);
    }
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    String digits = Long.toString(Integer.toUnsignedLong(hash));
    StringBuilder safe = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      safe.append(ALPHABET.charAt(digits.charAt(i) % ALPHABET.length()));
    }
    return safe.toString();
  }
}
