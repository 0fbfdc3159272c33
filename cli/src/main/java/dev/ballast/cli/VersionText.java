package dev.ballast.cli;

import dev.ballast.envoy.EnvoyBinary;
import java.util.Optional;

/** What {@code --version} prints: ours, and the versions a bug report needs. */
final class VersionText {
  private VersionText() {}

  static String line() {
    return "ballast %s (Java %s, tried with Envoy %s)"
        .formatted(number(), Runtime.version(), EnvoyBinary.VERSION);
  }

  /** Ours alone. */
  static String number() {
    return Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
