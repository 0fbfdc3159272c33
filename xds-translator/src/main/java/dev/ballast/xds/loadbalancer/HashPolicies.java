package dev.ballast.xds.loadbalancer;

import dev.ballast.policy.loadbalancer.HashKey;
import dev.ballast.xds.contribution.ProtoDurations;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import java.util.List;

/**
 * What of a request is hashed. Envoy combines all entries; one whose input is missing adds nothing,
 * and a request without any hash goes to a random endpoint.
 */
final class HashPolicies {
  private HashPolicies() {}

  static List<HashPolicy> of(HashKey key) {
    return switch (key) {
      case HashKey.SourceIp() -> List.of(sourceIp());
      case HashKey.Headers(var names) -> names.stream().map(HashPolicies::header).toList();
      case HashKey.Cookie cookie -> List.of(cookie(cookie));
      case HashKey.QueryParams(var names) -> names.stream().map(HashPolicies::queryParam).toList();
    };
  }

  private static HashPolicy sourceIp() {
    return HashPolicy.newBuilder()
        .setConnectionProperties(HashPolicy.ConnectionProperties.newBuilder().setSourceIp(true))
        .build();
  }

  private static HashPolicy header(String name) {
    return HashPolicy.newBuilder()
        .setHeader(HashPolicy.Header.newBuilder().setHeaderName(name))
        .build();
  }

  private static HashPolicy queryParam(String name) {
    return HashPolicy.newBuilder()
        .setQueryParameter(HashPolicy.QueryParameter.newBuilder().setName(name))
        .build();
  }

  private static HashPolicy cookie(HashKey.Cookie cookie) {
    var hashed = HashPolicy.Cookie.newBuilder().setName(cookie.name());
    cookie.ttl().map(ProtoDurations::of).ifPresent(hashed::setTtl);
    cookie
        .attributes()
        .forEach(
            (name, value) ->
                hashed.addAttributes(
                    HashPolicy.CookieAttribute.newBuilder().setName(name).setValue(value)));
    return HashPolicy.newBuilder().setCookie(hashed).build();
  }
}
