package dev.ballast.standalone;

import dev.ballast.serving.AdsOptions;
import dev.ballast.translation.TranslationOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a standalone server needs to know.
 *
 * @param directory the tree of manifests
 * @param xds where Envoys connect; port zero picks a free one
 * @param admin where the admin pages are; port zero picks a free one
 * @param statusDirectory where the status of each object is written; empty writes none
 * @param routeOrigins as in {@link AdsOptions#routeOrigins}
 * @param version what is told of the program that runs
 */
public record StandaloneOptions(
    Path directory,
    InetSocketAddress xds,
    InetSocketAddress admin,
    TranslationOptions translation,
    Optional<Path> statusDirectory,
    boolean routeOrigins,
    String version) {

  /** Both doors on free ports of loopback, for Gateways of our own class. */
  public static StandaloneOptions of(Path directory) {
    return new StandaloneOptions(
        directory,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new TranslationOptions(Set.of(TranslationOptions.BALLAST), Map.of()),
        Optional.empty(),
        false,
        "unknown");
  }

  public StandaloneOptions withXds(InetSocketAddress address) {
    return new StandaloneOptions(
        directory, address, admin, translation, statusDirectory, routeOrigins, version);
  }

  public StandaloneOptions withAdmin(InetSocketAddress address) {
    return new StandaloneOptions(
        directory, xds, address, translation, statusDirectory, routeOrigins, version);
  }

  public StandaloneOptions withTranslation(TranslationOptions options) {
    return new StandaloneOptions(
        directory, xds, admin, options, statusDirectory, routeOrigins, version);
  }

  public StandaloneOptions withStatusDirectory(Path folder) {
    return new StandaloneOptions(
        directory, xds, admin, translation, Optional.of(folder), routeOrigins, version);
  }

  public StandaloneOptions withVersion(String text) {
    return new StandaloneOptions(
        directory, xds, admin, translation, statusDirectory, routeOrigins, text);
  }

  public StandaloneOptions withRouteOrigins(boolean sent) {
    return new StandaloneOptions(
        directory, xds, admin, translation, statusDirectory, sent, version);
  }
}
