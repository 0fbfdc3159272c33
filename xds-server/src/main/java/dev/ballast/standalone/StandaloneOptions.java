package dev.ballast.standalone;

import dev.ballast.server.ServerOptions;
import dev.ballast.translation.TranslationOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a standalone server needs to know.
 *
 * @param directory the tree of manifests
 * @param server what any server needs to know
 * @param statusDirectory where the status of each object is written; empty writes none
 */
public record StandaloneOptions(
    Path directory, ServerOptions server, Optional<Path> statusDirectory) {

  /** Both doors on free ports of loopback, for Gateways of our own class. */
  public static StandaloneOptions of(Path directory) {
    return new StandaloneOptions(directory, ServerOptions.onLoopback(), Optional.empty());
  }

  public StandaloneOptions withXds(InetSocketAddress address) {
    return with(server.withXds(address));
  }

  public StandaloneOptions withAdmin(InetSocketAddress address) {
    return with(server.withAdmin(address));
  }

  public StandaloneOptions withTranslation(TranslationOptions options) {
    return with(server.withTranslation(options));
  }

  public StandaloneOptions withVersion(String text) {
    return with(server.withVersion(text));
  }

  public StandaloneOptions withStatusDirectory(Path folder) {
    return new StandaloneOptions(directory, server, Optional.of(folder));
  }

  private StandaloneOptions with(ServerOptions next) {
    return new StandaloneOptions(directory, next, statusDirectory);
  }
}
