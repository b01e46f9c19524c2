package dev.farsight.cli;

/**
 * What may be told of a fault in Farsight: where it is, but no words out of the user's files.
 *
 * <p>Exceptions of the JDK and of libraries quote the text they could not read, which may be a
 * secret; messages that Farsight wrote itself speak of its model and are kept.
 */
final class FaultText {

  private static final String OWN = "dev.farsight.";

  private FaultText() {}

  /** Returns one line: the type, and the message if Farsight wrote it. */
  static String line(Throwable fault) {
    String message = fault.getMessage();
    Throwable cause = fault.getCause();
    boolean quotes = cause != null && !line(cause).equals(String.valueOf(cause));
    return message == null || quotes || !isOwn(fault)
        ? fault.getClass().getName()
        : fault.getClass().getName() + ": " + message;
  }

  /** Returns the fault with its causes, and where each was thrown. */
  static String trace(Throwable fault) {
    StringBuilder text = new StringBuilder();
    String prefix = "";
    for (Throwable each = fault; each != null; each = each.getCause()) {
      text.append(prefix).append(line(each)).append('\n');
      for (StackTraceElement frame : each.getStackTrace()) {
        text.append("\tat ").append(frame).append('\n');
      }
      prefix = "Caused by: ";
    }
    return text.toString();
  }

  private static boolean isOwn(Throwable fault) {
    StackTraceElement[] frames = fault.getStackTrace();
    return frames.length > 0 && frames[0].getClassName().startsWith(OWN);
  }
}
