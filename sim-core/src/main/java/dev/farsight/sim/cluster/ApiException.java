package dev.farsight.sim.cluster;

/**
 * A refusal of the API server, with the HTTP status code and reason that a client would see.
 *
 * <p>Refusals are ordinary life of controllers (quota, conflicts), so they carry no stack trace.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String NAMESPACE_TERMINATING = "NamespaceTerminating";

  private final int code;
  private final String reason;

  /**
   * Makes a refusal.
   *
   * @param code HTTP status code, 400 to 599
   * @param reason reason in CamelCase, such as {@code Forbidden}
   * @param message text for people
   */
  public ApiException(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  /** Returns a refusal because an object does not exist. */
  public static ApiException notFound(String kind, String name) {
    return new ApiException(404, "NotFound", kind + " \"" + name + "\" not found");
  }

  /** Returns a refusal because an object exists already. */
  public static ApiException alreadyExists(String kind, String name) {
    return new ApiException(409, "AlreadyExists", kind + " \"" + name + "\" already exists");
  }

  /** Returns a refusal because the object was changed since it was read. */
  public static ApiException conflict(String kind, String name) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + kind
            + " \""
            + name
            + "\": the object has been modified; please apply your changes to the latest version and"
            + " try again");
  }

  /** Returns a refusal by an admission plugin. */
  public static ApiException forbidden(String kind, String name, String why) {
    return new ApiException(403, "Forbidden", kind + " \"" + name + "\" is forbidden: " + why);
  }

  /** Returns a refusal because values of the object are not allowed. */
  public static ApiException invalid(String kind, String name, String why) {
    return new ApiException(422, "Invalid", kind + " \"" + name + "\" is invalid: " + why);
  }

  /** Returns a refusal because the namespace is being deleted. */
  public static ApiException namespaceTerminating(String kind, String name, String namespace) {
    return new ApiException(
        403,
        NAMESPACE_TERMINATING,
        kind
            + " \""
            + name
            + "\" is forbidden: unable to create new content in namespace "
            + namespace
            + " because it is being terminated");
  }

  /** Returns the HTTP status code. */
  public int code() {
    return code;
  }

  /** Returns the reason in CamelCase. */
  public String reason() {
    return reason;
  }

  /** Returns whether the refusal says that the object does not exist. */
  public boolean isNotFound() {
    return code == 404;
  }

  /** Returns whether the refusal says that the namespace is being deleted. */
  public boolean isNamespaceTerminating() {
    return reason.equals(NAMESPACE_TERMINATING);
  }

  /** Returns whether the refusal says that the object exists already. */
  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }
}
