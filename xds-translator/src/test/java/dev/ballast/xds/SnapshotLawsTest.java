package dev.ballast.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.HashKey;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.policy.loadbalancer.SlowStart;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.snapshot.PlainTree;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonWriter;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SnapshotLawsTest {
  @Property(tries = 100)
  void equalPlansGiveEqualBytesAndVersions(@ForAll("settings") LoadBalancing settings) {
    Snapshot once = snapshot(settings);
    Snapshot again = snapshot(copy(settings));

    for (ResourceType type : ResourceType.values()) {
      assertThat(again.resources(type)).isEqualTo(once.resources(type));
      once.resources(type)
          .forEach(
              (name, resource) ->
                  assertThat(again.get(type, name).orElseThrow().message().toByteArray())
                      .isEqualTo(resource.message().toByteArray()));
    }
  }

  @Property(tries = 100)
  void whatIsPrintedIsWhatIsSent(@ForAll("settings") LoadBalancing settings) throws Exception {
    var assignment =
        snapshot(settings).get(ResourceType.ENDPOINT, Plans.CLUSTER).orElseThrow().message();
    var parsed = ClusterLoadAssignment.newBuilder();
    String printed = JsonWriter.text(ResourceJson.toNode(assignment));
    JsonFormat.parser().merge(printed, parsed);

    assertThat(parsed.build()).isEqualTo(assignment);
    // Protobuf's own printer agrees, but for the order of members.
    var library = JsonFormat.printer().preservingProtoFieldNames().print(assignment);
    assertThat(PlainTree.of(printed)).isEqualTo(PlainTree.of(library));
  }

  @Provide
  Arbitrary<LoadBalancing> settings() {
    Arbitrary<SlowStart> slowStart =
        Arbitraries.of(new SlowStart.None(), new SlowStart.Window(Duration.ofMillis(1500)));
    Arbitrary<HashKey> keys =
        Arbitraries.of(
            new HashKey.SourceIp(),
            new HashKey.Headers(List.of("a", "b")),
            new HashKey.Cookie("c", Optional.of(Duration.ofMinutes(1)), attributes()),
            new HashKey.QueryParams(List.of("q")));
    Arbitrary<Algorithm> algorithms =
        Arbitraries.oneOf(
            slowStart.map(Algorithm.LeastRequest::new),
            slowStart.map(Algorithm.RoundRobin::new),
            Arbitraries.just(new Algorithm.Random()),
            Combinators.combine(Arbitraries.of(2L, 101L, 65537L), keys)
                .as(Algorithm.ConsistentHash::new));
    Arbitrary<ZoneRouting> zones =
        Arbitraries.of(
            new ZoneRouting.None(),
            new ZoneRouting.Weighted(new TreeMap<>(Map.of("a", 3, "b", 1))),
            new ZoneRouting.PreferLocal(6, Optional.of(30), OptionalInt.of(2)));
    Arbitrary<List<String>> overrides =
        Arbitraries.of("x-a", "x-b", "x-c").list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(algorithms, zones, overrides).as(LoadBalancing::new);
  }

  private static Snapshot snapshot(LoadBalancing settings) {
    return XdsTranslator.translate(
        Plans.gateway(
            settings,
            Plans.endpoint("10.0.0.3", "b"),
            Plans.endpoint("10.0.0.1", "a"),
            Plans.endpoint("10.0.0.2")));
  }

  private static LoadBalancing copy(LoadBalancing settings) {
    return new LoadBalancing(settings.algorithm(), settings.zones(), settings.endpointOverride());
  }

  private static SortedMap<String, String> attributes() {
    return new TreeMap<>(Map.of("SameSite", "Strict", "Path", "/", "Domain", "shop.test"));
  }
}
