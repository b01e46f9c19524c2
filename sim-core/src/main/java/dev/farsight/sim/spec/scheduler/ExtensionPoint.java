package dev.farsight.sim.spec.scheduler;

/** The places of the scheduling framework at which plugins are called. */
public enum ExtensionPoint {
  /** All extension points of a plugin at once. */
  MULTI_POINT("multiPoint"),
  /** Before a pod may enter the active queue. */
  PRE_ENQUEUE("preEnqueue"),
  /** The order of the active queue. */
  QUEUE_SORT("queueSort"),
  /** Once per attempt, before nodes are filtered. */
  PRE_FILTER("preFilter"),
  /** Once per node: may the pod run there? */
  FILTER("filter"),
  /** When no node is feasible. */
  POST_FILTER("postFilter"),
  /** Once per attempt, before nodes are scored. */
  PRE_SCORE("preScore"),
  /** Once per feasible node: how well does the pod fit? */
  SCORE("score"),
  /** When a node was chosen. */
  RESERVE("reserve"),
  /** Last chance to hold the pod back. */
  PERMIT("permit"),
  /** Work before binding. */
  PRE_BIND("preBind"),
  /** Binding. */
  BIND("bind"),
  /** After binding. */
  POST_BIND("postBind");

  private final String field;

  ExtensionPoint(String field) {
    this.field = field;
  }

  /** Returns the name of the field in the configuration file. */
  public String field() {
    return field;
  }
}
