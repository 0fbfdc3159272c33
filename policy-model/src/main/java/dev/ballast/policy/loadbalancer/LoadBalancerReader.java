package dev.ballast.policy.loadbalancer;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec.EndpointOverrideSpec;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec.ExtractFromSpec;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec.SlowStartSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.loadBalancer} after its schema has accepted it. */
public final class LoadBalancerReader {
  private final LoadBalancerSpec spec;
  private final FieldPath at;
  private final FindingCollector out;

  private LoadBalancerReader(LoadBalancerSpec spec, FieldPath at, FindingCollector out) {
    this.spec = spec;
    this.at = at;
    this.out = out;
  }

  /**
   * @param at where the spec stands in its object
   * @param out takes what is wrong or surprising; a part with an error keeps its default
   */
  public static LoadBalancing read(LoadBalancerSpec spec, FieldPath at, FindingCollector out) {
    return new LoadBalancerReader(spec, at, out).read();
  }

  private LoadBalancing read() {
    var algorithm = algorithm();
    var override = endpointOverride(spec.endpointOverride());
    var zones = new ZoneAwareReader(at.child("zoneAware"), out).read(spec.zoneAware());
    return new LoadBalancing(algorithm, zones, override);
  }

  private Algorithm algorithm() {
    return switch (spec.type()) {
      case "LeastRequest" -> new Algorithm.LeastRequest(slowStart(spec.slowStart()));
      case "RoundRobin" -> new Algorithm.RoundRobin(slowStart(spec.slowStart()));
      case "Random" -> new Algorithm.Random();
      case "ConsistentHash" ->
          new ConsistentHashReader(at.child("consistentHash"), out)
              .read(promised(spec.consistentHash(), "consistentHash"));
      case "BackendUtilization" ->
          new BackendUtilizationReader(at.child("backendUtilization"), out)
              .read(
                  promised(spec.backendUtilization(), "backendUtilization"),
                  slowStart(spec.slowStart()));
      case "DynamicModule" -> dynamicModule();
      default -> throw new IllegalStateException("the schema let through the type " + spec.type());
    };
  }

  private Algorithm dynamicModule() {
    out.error(
        "dynamic-module-unsupported",
        at.child("type"),
        spec.type(),
        "type `DynamicModule` is not supported yet",
        "choose another type; nothing is put in its place, so that no traffic is spread otherwise"
            + " than you asked for");
    return LoadBalancing.DEFAULT.algorithm();
  }

  private static SlowStart slowStart(@Nullable SlowStartSpec slowStart) {
    return slowStart == null
        ? new SlowStart.None()
        : new SlowStart.Window(WrittenDurations.read(slowStart.window()));
  }

  private List<String> endpointOverride(@Nullable EndpointOverrideSpec override) {
    if (override == null) {
      return List.of();
    }
    var headers = new ArrayList<String>();
    Set<String> seen = new HashSet<>();
    FieldPath items = at.child("endpointOverride").child("extractFrom");
    for (int i = 0; i < override.extractFrom().size(); i++) {
      overrideHeader(override.extractFrom().get(i), items.item(i), headers, seen);
    }
    return headers;
  }

  private void overrideHeader(
      ExtractFromSpec from, FieldPath item, List<String> headers, Set<String> seen) {
    String header = from.header();
    if (header == null) {
      out.error(
          "override-header",
          item.child("header"),
          "an item needs the header that holds the address, or Envoy refuses the cluster",
          "name one, such as `header: x-custom-host`, or remove the item");
    } else if (!FieldNames.isHeader(header)) {
      out.error(
          "override-header",
          item.child("header"),
          header,
          "the header name " + FieldNames.offence(header) + ", so no request can carry it",
          "name a header such as `x-custom-host`");
    } else if (!seen.add(header.toLowerCase(Locale.ROOT))) {
      out.warn(
          "override-header-repeated",
          item.child("header"),
          header,
          "the header is listed before, so this item never decides",
          "remove it");
    } else {
      headers.add(header);
    }
  }

  private static <T> T promised(@Nullable T field, String name) {
    if (field == null) {
      throw new IllegalStateException("the schema promises `" + name + "` for its type");
    }
    return field;
  }
}
