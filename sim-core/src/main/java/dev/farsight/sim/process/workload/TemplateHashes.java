package dev.farsight.sim.process.workload;

import dev.farsight.sim.kube.PodTemplateSpec;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of pod templates, those of given ones computed once for all runs that ask for them: the
 * text of a template is long, and the templates of a spec are the same in each of its runs.
 *
 * <p>Safe for use by several runs at a time: all of them compute the same.
 */
public final class TemplateHashes {

  /** Keeps no hash. */
  public static final TemplateHashes NONE = new TemplateHashes(List.of());

  /** The hash of one template, once somebody has asked for it. */
  private static final class Known {
    private volatile @Nullable String hash;
  }

  private final Map<PodTemplateSpec, Known> known = new IdentityHashMap<>();

  /**
   * Makes it for some templates; those of others, even of equal ones, are computed anew.
   *
   * @param templates templates whose hashes are kept
   */
  public TemplateHashes(List<PodTemplateSpec> templates) {
    for (PodTemplateSpec template : templates) {
      known.put(template, new Known());
    }
  }

  /** Returns what {@link TemplateHash#of} returns. */
  public String of(PodTemplateSpec template, @Nullable Integer collisionCount) {
    Known kept = collisionCount == null ? known.get(template) : null;
    if (kept == null) {
      return TemplateHash.of(template, collisionCount);
    }
    String hash = kept.hash;
    if (hash == null) {
      hash = TemplateHash.of(template, null);
      kept.hash = hash;
    }
    return hash;
  }
}
