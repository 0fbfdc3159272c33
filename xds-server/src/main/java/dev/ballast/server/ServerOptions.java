package dev.ballast.server;

import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.MutualTls;
import dev.ballast.translation.TranslationOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What any server needs to know.
 *
 * @param xds where Envoys connect; port zero picks a free one
 * @param tls as in {@link AdsOptions#tls}
 * @param admin where the admin pages are; port zero picks a free one
 * @param version what is told of the program that runs
 * @param serves what is watched, in a few words for the front page
 */
public record ServerOptions(
    InetSocketAddress xds,
    Optional<MutualTls> tls,
    InetSocketAddress admin,
    TranslationOptions translation,
    String version,
    String serves) {

  /** Both doors on free ports of loopback, plain text, for Gateways of our own class. */
  public static ServerOptions onLoopback() {
    return new ServerOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new TranslationOptions(Set.of(TranslationOptions.BALLAST), Map.of()),
        "unknown",
        "nothing yet");
  }

  public ServerOptions withXds(InetSocketAddress address) {
    return new ServerOptions(address, tls, admin, translation, version, serves);
  }

  public ServerOptions withMutualTls(MutualTls next) {
    return new ServerOptions(xds, Optional.of(next), admin, translation, version, serves);
  }

  public ServerOptions withAdmin(InetSocketAddress address) {
    return new ServerOptions(xds, tls, address, translation, version, serves);
  }

  public ServerOptions withTranslation(TranslationOptions options) {
    return new ServerOptions(xds, tls, admin, options, version, serves);
  }

  public ServerOptions withVersion(String text) {
    return new ServerOptions(xds, tls, admin, translation, text, serves);
  }

  public ServerOptions withServes(String text) {
    return new ServerOptions(xds, tls, admin, translation, version, text);
  }
}
