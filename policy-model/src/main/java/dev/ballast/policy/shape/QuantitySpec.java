package dev.ballast.policy.shape;

import dev.ballast.policy.declare.Plain;
import java.math.BigInteger;

/**
 * An amount of bytes as written: a whole number, or a text with a suffix such as {@code 32Ki}. The
 * API bounds the text only; what a number below one means is for the reader of the feature to say.
 */
public sealed interface QuantitySpec extends Plain {
  /** Written as a number. */
  record Whole(BigInteger plain) implements QuantitySpec {}

  /** Written as text. */
  record Text(String plain) implements QuantitySpec {}
}
