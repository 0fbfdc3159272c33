package dev.ballast.bench;

import dev.ballast.envoy.EnvoyBinary;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run takes from this machine.
 *
 * @param ballast the command before {@code serve} and {@code translate}
 * @param folder for everything that is written; it is there and empty
 */
public record Setting(EnvoyBinary envoy, List<String> ballast, Path folder) {
  public Setting {
    ballast = List.copyOf(ballast);
  }

  Path objects() {
    return folder.resolve("objects");
  }
}
