package dev.ballast.lab.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.Forwarding;
import dev.ballast.lab.net.Forwarding.Target;
import dev.ballast.lab.net.Protocol;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicePlanTest {
  private static final String SLICE =
      """
      metadata: {namespace: shop, name: cart-1, labels: {kubernetes.io/service-name: cart}}
      addressType: IPv4
      ports: [{name: http, port: 3000, protocol: TCP}]
      endpoints:
        - {addresses: [10.244.1.2], conditions: {ready: %s, serving: true, terminating: %s}}
        - {addresses: [10.244.2.2], conditions: {ready: false, serving: false}}
      """;

  @Test
  void clusterIpAndLoadBalancerLeadToReadyPods() {
    ServicePlan plan = plan("10.96.0.7", SLICE.formatted("true", "false"));
    var targets = List.of(new Target(Addresses.parse("10.244.1.2"), 3000));
    assertThat(plan.forwardings())
        .containsExactly(
            new Forwarding(Protocol.TCP, Addresses.parse("10.96.0.7"), 80, targets),
            new Forwarding(Protocol.TCP, Addresses.parse("10.245.0.1"), 80, targets));
    assertThat(plan.hosts("shop"))
        .isEqualTo("10.96.0.7 cart.shop.svc.cluster.local cart.shop.svc cart.shop cart\n");
    assertThat(plan.hosts("other"))
        .isEqualTo("10.96.0.7 cart.shop.svc.cluster.local cart.shop.svc cart.shop\n");
  }

  @Test
  void whoIsGoingAwayServesWhileNobodyIsReady() {
    ServicePlan plan = plan("10.96.0.7", SLICE.formatted("false", "true"));
    assertThat(plan.forwardings().getFirst().targets()).hasSize(1);
  }

  @Test
  void aHeadlessServiceIsANameForItsPods() {
    ServicePlan plan = plan("None", SLICE.formatted("true", "false"));
    assertThat(plan.forwardings()).isEmpty();
    assertThat(plan.hosts("shop")).startsWith("10.244.1.2 cart.shop.svc.cluster.local");
  }

  private static ServicePlan plan(String clusterIp, String slice) {
    Service service =
        Serialization.unmarshal(
            """
            metadata: {namespace: shop, name: cart}
            spec: {clusterIP: %s, ports: [{name: http, port: 80}]}
            status: {loadBalancer: {ingress: [{ip: 10.245.0.1}]}}
            """
                .formatted(clusterIp),
            Service.class);
    return ServicePlan.of(
        List.of(service), List.of(Serialization.unmarshal(slice, EndpointSlice.class)));
  }
}
