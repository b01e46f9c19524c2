package dev.farsight.cli;

/** Exit codes of every command; scripts rely on them, so they never change their meaning. */
public final class ExitCodes {

  /** All good. */
  public static final int OK = 0;

  /** It ran, and a threshold or a recorded vector failed. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** An input is invalid or does not exist; file, line and column were printed. */
  public static final int INVALID_INPUT = 3;

  /** Undecided: an interval straddles its limit, more replications would tell. */
  public static final int UNDECIDED = 4;

  /** Partial: some runs failed; the results of the others are kept and marked. */
  public static final int PARTIAL = 5;

  /** Permission, disk, reading or writing failed. */
  public static final int IO = 6;

  /** A bug in Farsight: an invariant broke. */
  public static final int BUG = 70;

  /** Interrupted; finished work is saved. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
