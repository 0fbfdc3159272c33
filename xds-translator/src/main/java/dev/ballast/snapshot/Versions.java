package dev.ballast.snapshot;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Versions of resources: hashes of their content, so that equal content is never sent twice and two
 * replicas agree. This is the one place where hashes are made and put together; whoever holds
 * unchanged parts (a virtual host, a cluster) keeps their hashes and only combines again.
 *
 * <p>128 bits of SHA-256 in hexadecimal.
 */
public final class Versions {
  private static final int BYTES = 16;

  private Versions() {}

  /** The version of a message that stands for itself. */
  public static String of(Message message) {
    return hex(sha256().digest(DeterministicBytes.of(message)));
  }

  /** A version that changes when any of its parts does, or their order. */
  public static String combine(String own, Collection<String> others) {
    MessageDigest digest = sha256();
    digest.update(own.getBytes(StandardCharsets.UTF_8));
    for (String other : others) {
      digest.update((byte) 0);
      digest.update(other.getBytes(StandardCharsets.UTF_8));
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
