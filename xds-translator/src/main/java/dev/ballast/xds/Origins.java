package dev.ballast.xds;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.plan.RoutePlan;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.List;
import java.util.Optional;

/**
 * Where a resource comes from, written into its metadata under the peer's key, so that access logs
 * and dashboards made for the peer find what they look for.
 */
final class Origins {
  private static final String KEY = "envoy-gateway";
  private static final String POLICY_KIND = "BackendTrafficPolicy";

  private Origins() {}

  static Metadata of(ClusterPlan cluster) {
    return metadata(resources(cluster.origin(), cluster.ruleName()));
  }

  static Metadata of(RoutePlan route) {
    var struct = resources(route.origin(), route.ruleName()).toBuilder();
    route
        .policy()
        .ifPresent(
            policy ->
                struct.putFields("policies", list(object(policyRef(policy), Optional.empty()))));
    return metadata(struct.build());
  }

  static Metadata of(AssignmentPlan.Backend backend) {
    return metadata(
        resources(
            ObjectRef.of("Service", backend.namespace(), backend.service()),
            Optional.of(Integer.toString(backend.port()))));
  }

  static ObjectRef policyRef(ObjectId policy) {
    return new ObjectRef(POLICY_KIND, policy);
  }

  private static Struct resources(ObjectRef object, Optional<String> section) {
    return Struct.newBuilder().putFields("resources", list(object(object, section))).build();
  }

  private static Struct object(ObjectRef object, Optional<String> section) {
    var struct =
        Struct.newBuilder()
            .putFields("kind", text(object.kind()))
            .putFields("name", text(object.id().name()))
            .putFields("namespace", text(object.id().namespace()));
    section.ifPresent(name -> struct.putFields("sectionName", text(name)));
    return struct.build();
  }

  private static Metadata metadata(Struct content) {
    return Metadata.newBuilder().putFilterMetadata(KEY, content).build();
  }

  private static Value list(Struct item) {
    return Value.newBuilder()
        .setListValue(
            ListValue.newBuilder()
                .addAllValues(List.of(Value.newBuilder().setStructValue(item).build())))
        .build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }
}
