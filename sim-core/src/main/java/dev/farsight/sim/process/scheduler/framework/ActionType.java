package dev.farsight.sim.process.scheduler.framework;

/**
 * Bits that say how an object changed; several can be joined with {@code |}.
 *
 * <p>Values and order follow upstream's ActionType, because matching compares them as numbers.
 */
public final class ActionType {

  /** No change of interest. */
  public static final int NONE = 0;

  /** The object was added. */
  public static final int ADD = 1;

  /** The object was deleted. */
  public static final int DELETE = 1 << 1;

  /** A node's allocatable resources changed. */
  public static final int UPDATE_NODE_ALLOCATABLE = 1 << 2;

  /** A node's labels changed. */
  public static final int UPDATE_NODE_LABEL = 1 << 3;

  /** A node's taints changed, or it was uncordoned. */
  public static final int UPDATE_NODE_TAINT = 1 << 4;

  /** A node's conditions changed. */
  public static final int UPDATE_NODE_CONDITION = 1 << 5;

  /** A node's annotations changed. */
  public static final int UPDATE_NODE_ANNOTATION = 1 << 6;

  /** A node's declared features changed. */
  public static final int UPDATE_NODE_DECLARED_FEATURE = 1 << 7;

  /** A pod's labels changed. */
  public static final int UPDATE_POD_LABEL = 1 << 8;

  /** A pod asks for less of a resource than before. */
  public static final int UPDATE_POD_SCALE_DOWN = 1 << 9;

  /** A pod got more tolerations. */
  public static final int UPDATE_POD_TOLERATION = 1 << 10;

  /** A pod's last scheduling gate was removed. */
  public static final int UPDATE_POD_SCHEDULING_GATES_ELIMINATED = 1 << 11;

  /** A pod's generated resource claims changed. */
  public static final int UPDATE_POD_GENERATED_RESOURCE_CLAIM = 1 << 12;

  /** Every change. */
  public static final int ALL = (1 << 13) - 1;

  /** Every change of an object that stays. */
  public static final int UPDATE = ALL & ~(ADD | DELETE);

  private ActionType() {}

  /** Returns upstream's word for a single kind of change, empty for a mixture. */
  public static String text(int actions) {
    return switch (actions) {
      case ADD -> "Add";
      case DELETE -> "Delete";
      case UPDATE_NODE_ALLOCATABLE -> "UpdateNodeAllocatable";
      case UPDATE_NODE_LABEL -> "UpdateNodeLabel";
      case UPDATE_NODE_TAINT -> "UpdateNodeTaint";
      case UPDATE_NODE_CONDITION -> "UpdateNodeCondition";
      case UPDATE_NODE_ANNOTATION -> "UpdateNodeAnnotation";
      case UPDATE_NODE_DECLARED_FEATURE -> "UpdateNodeDeclaredFeature";
      default -> podText(actions);
    };
  }

  private static String podText(int actions) {
    return switch (actions) {
      case UPDATE_POD_LABEL -> "UpdatePodLabel";
      case UPDATE_POD_SCALE_DOWN -> "UpdatePodScaleDown";
      case UPDATE_POD_TOLERATION -> "UpdatePodToleration";
      case UPDATE_POD_SCHEDULING_GATES_ELIMINATED -> "UpdatePodSchedulingGatesEliminated";
      case UPDATE_POD_GENERATED_RESOURCE_CLAIM -> "UpdatePodGeneratedResourceClaim";
      case ALL -> "All";
      case UPDATE -> "Update";
      default -> "";
    };
  }
}
