package dev.ballast.cli;

import dev.ballast.envoy.EnvoyBinary;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, and the versions a bug report needs. */
final class VersionText implements IVersionProvider {
  static String number() {
    return Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "ballast %s (Java %s, tried with Envoy %s)"
          .formatted(number(), Runtime.version(), EnvoyBinary.VERSION)
    };
  }
}
