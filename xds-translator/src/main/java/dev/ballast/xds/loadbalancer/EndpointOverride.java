package dev.ballast.xds.loadbalancer;

import static dev.ballast.xds.contribution.Tree.list;
import static dev.ballast.xds.contribution.Tree.object;
import static dev.ballast.xds.contribution.Tree.text;

import dev.ballast.snapshot.ResourceJson;
import dev.ballast.xds.contribution.Extensions;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.List;

/**
 * A request header that names the endpoint. Whatever the algorithm was stays whole underneath, with
 * its table size, its warm-up, its weights and zones, and decides wherever the header does not.
 */
final class EndpointOverride {
  private static final String NAME = "envoy.load_balancing_policies.override_host";
  private static final String TYPE =
      "envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost";

  private EndpointOverride() {}

  static TypedExtensionConfig over(TypedExtensionConfig algorithm, List<String> headers) {
    return Extensions.newer(
        NAME,
        TYPE,
        object()
            .with(
                "override_host_sources",
                list(
                    headers.stream()
                        .map(name -> object().with("header", text(name)).node())
                        .toList()))
            .with("fallback_policy", ResourceJson.toNode(LoadBalancerTranslator.only(algorithm)))
            .node());
  }
}
