package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyParametersTest {
  @Test
  void whatIsNotWrittenStays() {
    var read = EnvoyParameters.DEFAULTS.with(Map.of());
    assertThat(read.parameters()).isEqualTo(EnvoyParameters.DEFAULTS);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void everyParameterIsRead() {
    var read =
        EnvoyParameters.DEFAULTS.with(
            Map.of(
                "infrastructure", "None",
                "replicas", "3",
                "image", "example.org/envoy:1",
                "serviceType", "ClusterIP",
                "externalTrafficPolicy", "Cluster",
                "concurrency", "4",
                "drainSeconds", "30",
                "resources", "limits: {memory: 1Gi}"));
    assertThat(read.problems()).isEmpty();
    var parameters = read.parameters();
    assertThat(parameters.isManaged()).isFalse();
    assertThat(parameters.replicas()).isEqualTo(OptionalInt.of(3));
    assertThat(parameters.image()).isEqualTo("example.org/envoy:1");
    assertThat(parameters.serviceType()).isEqualTo("ClusterIP");
    assertThat(parameters.trafficPolicy()).isEqualTo("Cluster");
    assertThat(parameters.concurrency()).isEqualTo(OptionalInt.of(4));
    assertThat(parameters.drainSeconds()).isEqualTo(30);
    assertThat(parameters.resources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
    assertThat(parameters.resources().getRequests()).isEmpty();
  }

  @Test
  void whatWasReadCanBeWrittenAndReadAgain() {
    var read =
        EnvoyParameters.DEFAULTS.with(
            Map.of(
                "replicas", "0",
                "serviceType", "NodePort",
                "concurrency", "2",
                "resources", "{requests: {cpu: 500m}, limits: {memory: 1Gi}}"));
    var again = EnvoyParameters.DEFAULTS.with(read.parameters().written());
    assertThat(again.problems()).isEmpty();
    assertThat(again.parameters()).isEqualTo(read.parameters());
  }

  @Test
  void eachKeyThatCannotBeUsedIsToldWithItsValueAndWhatWouldBeRight() {
    var read =
        EnvoyParameters.DEFAULTS.with(
            Map.of(
                "replicas", "many",
                "serviceType", "loadbalancer",
                "drainSeconds", "4000",
                "resources", "[1,\n  2]",
                "replica", "2",
                "concurrency", "2"));
    assertThat(read.problems())
        .containsExactly(
            "replica: there is no such parameter; there are concurrency, drainSeconds,"
                + " externalTrafficPolicy, image, infrastructure, replicas, resources, serviceType",
            "replicas: \"many\" is no whole number from 0 to 1000",
            "serviceType: \"loadbalancer\" is none of LoadBalancer, NodePort, ClusterIP",
            "resources: \"[1, 2]\" is not the YAML of a container's resources, requests no higher"
                + " than limits, such as \"requests: {cpu: 200m, memory: 256Mi}\"",
            "drainSeconds: \"4000\" is no whole number from 0 to 3600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests: {cpu: 2}\nlimits: {cpu: 1500m}",
        "limits: {memory: -1Mi}",
        "requests: {cpu: lots}",
        "request: {cpu: 1}",
        "just text"
      })
  void resourcesThatTheApiServerWouldRefuseAreNoResources(String resources) {
    assertThat(EnvoyParameters.DEFAULTS.with(Map.of("resources", resources)).problems()).hasSize(1);
  }
}
