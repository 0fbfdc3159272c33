package dev.ballast.lab.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container starts from.
 *
 * @param entrypoint words that {@code command} of a container replaces
 * @param arguments words that {@code args} of a container replaces
 * @param environment variables below those of the container
 * @param workingFolder absolute
 * @param folders what a container sees where: its own path to a path of this machine; the system's
 *     folders are seen anyway, unless named here
 * @param listensOn a port that is open once it has started; a container without probes of its own
 *     counts as started then. The lab's echo server takes longer to start than the one it plays.
 */
public record Image(
    List<String> entrypoint,
    List<String> arguments,
    Map<String, String> environment,
    String workingFolder,
    Map<String, Path> folders,
    Optional<Integer> listensOn) {
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public Image {
    entrypoint = List.copyOf(entrypoint);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    folders = Map.copyOf(folders);
  }

  /** Words of this machine's own programs. */
  static Image ofProgram(String... entrypoint) {
    return new Image(
        List.of(entrypoint), List.of(), Map.of("PATH", PATH), "/", Map.of(), Optional.empty());
  }

  Image listeningOn(int port) {
    return new Image(entrypoint, arguments, environment, workingFolder, folders, Optional.of(port));
  }

  Image seeing(Map<String, Path> more) {
    return new Image(entrypoint, arguments, environment, workingFolder, more, listensOn);
  }
}
