package dev.farsight.scenario.resolve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * The SHA-256 of everything that a scenario is read from, in the order in which it is added. Large
 * contents are hashed by another thread while they are read: for 3 MB it takes 50 ms in a JVM that
 * has just started.
 */
final class ScenarioHash {

  private static final int LARGE = 1 << 16;

  private final MessageDigest digest = sha256();

  /** Ends when all that was added is hashed. */
  private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);

  ScenarioHash() {}

  /** Adds bytes, which nobody may change. */
  void add(byte[] content) {
    hashed.join();
    if (content.length < LARGE) {
      digest.update(content);
    } else {
      hashed = CompletableFuture.runAsync(() -> digest.update(content));
    }
  }

  /** Adds a text. */
  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the hash of all that was added, in hexadecimal digits; nothing may be added then. */
  String hex() {
    hashed.join();
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
