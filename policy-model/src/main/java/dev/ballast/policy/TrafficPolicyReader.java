package dev.ballast.policy;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.LoadBalancerReader;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spec that its schema has accepted: one reader a feature, each with the rules that a
 * schema cannot say.
 */
public final class TrafficPolicyReader {
  private static final FieldPath SPEC = FieldPath.of("spec");

  /** A field that is checked and does nothing yet. */
  private record Untranslated(
      String name, Function<BackendTrafficPolicySpec, @Nullable Object> value) {}

  /** In the order of the API's fields. A feature that gets a reader leaves this list. */
  private static final List<Untranslated> UNTRANSLATED =
      List.of(
          new Untranslated("mergeType", BackendTrafficPolicySpec::mergeType),
          new Untranslated("retry", BackendTrafficPolicySpec::retry),
          new Untranslated("proxyProtocol", BackendTrafficPolicySpec::proxyProtocol),
          new Untranslated("tcpKeepalive", BackendTrafficPolicySpec::tcpKeepalive),
          new Untranslated("healthCheck", BackendTrafficPolicySpec::healthCheck),
          new Untranslated("circuitBreaker", BackendTrafficPolicySpec::circuitBreaker),
          new Untranslated("timeout", BackendTrafficPolicySpec::timeout),
          new Untranslated("connection", BackendTrafficPolicySpec::connection),
          new Untranslated("dns", BackendTrafficPolicySpec::dns),
          new Untranslated("http2", BackendTrafficPolicySpec::http2),
          new Untranslated("rateLimit", BackendTrafficPolicySpec::rateLimit),
          new Untranslated("bandwidthLimit", BackendTrafficPolicySpec::bandwidthLimit),
          new Untranslated("faultInjection", BackendTrafficPolicySpec::faultInjection),
          new Untranslated("admissionControl", BackendTrafficPolicySpec::admissionControl),
          new Untranslated("useClientProtocol", BackendTrafficPolicySpec::useClientProtocol),
          new Untranslated("compression", BackendTrafficPolicySpec::compression),
          new Untranslated("compressor", BackendTrafficPolicySpec::compressor),
          new Untranslated("responseOverride", BackendTrafficPolicySpec::responseOverride),
          new Untranslated("httpUpgrade", BackendTrafficPolicySpec::httpUpgrade),
          new Untranslated("requestBuffer", BackendTrafficPolicySpec::requestBuffer),
          new Untranslated("telemetry", BackendTrafficPolicySpec::telemetry),
          new Untranslated("routingType", BackendTrafficPolicySpec::routingType));

  private TrafficPolicyReader() {}

  public static Reading<TrafficSettings> read(BackendTrafficPolicySpec spec) {
    var out = new FindingCollector();
    var settings = new TrafficSettings(loadBalancing(spec.loadBalancer(), out));
    warnOfUntranslated(spec, out);
    return new Reading<>(settings, out.findings());
  }

  private static LoadBalancing loadBalancing(
      @Nullable LoadBalancerSpec spec, FindingCollector out) {
    return spec == null
        ? LoadBalancing.DEFAULT
        : LoadBalancerReader.read(spec, SPEC.child("loadBalancer"), out);
  }

  private static void warnOfUntranslated(BackendTrafficPolicySpec spec, FindingCollector out) {
    for (Untranslated field : UNTRANSLATED) {
      if (field.value().apply(spec) != null) {
        out.warn(
            "not-translated",
            SPEC.child(field.name()),
            "`" + field.name() + "` is checked, and does nothing yet",
            "Envoy behaves as if it were not there");
      }
    }
  }
}
