package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.infrastructure.ParameterVerdicts.ParameterVerdict;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterDeskTest {
  private static final ObjectRef EDGE = new ObjectRef("Gateway", new ObjectId("shop", "edge"));
  private static final ObjectRef OURS = new ObjectRef("GatewayClass", new ObjectId("", "ours"));
  private static final String EFFECT =
      "; until that is put right its Envoys stay as they are, and where there are none, none are"
          + " made";

  private final ConfigMapsInMemory configMaps = new ConfigMapsInMemory();
  private final ParameterDesk desk =
      new ParameterDesk(
          InfrastructureOptions.in("ballast-system", "ballast.dev/gatewayclass-controller"),
          configMaps);
  private final List<String> news = new ArrayList<>();

  ParameterDeskTest() {
    desk.tell(object -> news.add("look at " + object));
    desk.verdicts().tell(object -> news.add("judged " + object));
  }

  @Test
  void withoutAReferenceTheDefaultsAreInForceAndNothingIsWatched() {
    assertThat(desk.of(gateway(1, ""), plainClass()))
        .isEqualTo(new Parameters.Usable(EnvoyParameters.DEFAULTS));
    assertThat(verdictOnEdge()).contains(new ParameterVerdict(1, Optional.empty()));
    assertThat(configMaps.watched()).isEmpty();
  }

  @Test
  void nothingIsSaidBeforeTheConfigMapWasSeen() {
    assertThat(desk.of(gateway(1, "envoys"), plainClass())).isEqualTo(new Parameters.Awaited());
    assertThat(verdictOnEdge()).isEmpty();

    configMaps.put("shop/envoys", Map.of("replicas", "3"));
    assertThat(news).containsExactly("look at Gateway shop/edge");
    assertThat(usable(desk.of(gateway(1, "envoys"), plainClass())).replicas()).hasValue(3);
    assertThat(verdictOnEdge()).contains(new ParameterVerdict(1, Optional.empty()));
  }

  @Test
  void whatCannotBeUsedIsToldWithConfigMapKeyAndValue() {
    var edge = gateway(4, "envoys");
    desk.of(edge, plainClass());
    configMaps.put("shop/envoys", Map.of("replicas", "many", "concurrency", "2"));
    desk.of(edge, plainClass());
    assertThat(verdictOnEdge())
        .contains(
            new ParameterVerdict(
                4,
                Optional.of(
                    "spec.infrastructure.parametersRef: ConfigMap shop/envoys, data.replicas:"
                        + " \"many\" is no whole number from 0 to 1000"
                        + EFFECT)));
  }

  @Test
  void aConfigMapThatIsNotThereAndAKindThatHoldsNoParametersAreTold() {
    var edge = gateway(1, "envoys");
    desk.of(edge, plainClass());
    configMaps.remove("shop/envoys");
    assertThat(unusable(desk.of(edge, plainClass())))
        .isEqualTo(
            "spec.infrastructure.parametersRef: ConfigMap shop/envoys does not exist" + EFFECT);

    var proxy =
        Serialization.unmarshal(
            Serialization.asYaml(gateway(2, "envoys"))
                .replace("\"ConfigMap\"", "\"EnvoyProxy\"")
                .replace("group: \"\"", "group: \"gateway.envoyproxy.io\""),
            GatewayResource.class);
    assertThat(unusable(desk.of(proxy, plainClass())))
        .isEqualTo(
            "spec.infrastructure.parametersRef: kind EnvoyProxy of gateway.envoyproxy.io holds no"
                + " parameters; refer to a ConfigMap, whose group is \"\""
                + EFFECT);
    assertThat(configMaps.watched()).isEmpty();
  }

  @Test
  void theGatewayWinsFieldByFieldAndMistakesOfBothAreTold() {
    var edge = gateway(1, "envoys");
    var ours = classWith("defaults");
    desk.of(edge, ours);
    desk.of(ours);
    configMaps.put("ballast-system/defaults", Map.of("replicas", "2", "drainSeconds", "30"));
    configMaps.put("shop/envoys", Map.of("replicas", "5"));
    var both = usable(desk.of(edge, ours));
    assertThat(both.replicas()).hasValue(5);
    assertThat(both.drainSeconds()).isEqualTo(30);

    configMaps.put("ballast-system/defaults", Map.of("drainSeconds", "soon"));
    configMaps.put("shop/envoys", Map.of("serviceType", "None"));
    assertThat(unusable(desk.of(edge, ours)))
        .isEqualTo(
            "GatewayClass ours, spec.parametersRef: ConfigMap ballast-system/defaults,"
                + " data.drainSeconds: \"soon\" is no whole number from 0 to 3600;"
                + " spec.infrastructure.parametersRef: ConfigMap shop/envoys, data.serviceType:"
                + " \"None\" is none of LoadBalancer, NodePort, ClusterIP"
                + EFFECT);
    desk.of(ours);
    assertThat(desk.verdicts().of(OURS).orElseThrow().unusable().orElseThrow())
        .startsWith("spec.parametersRef: ConfigMap ballast-system/defaults, data.drainSeconds:");
  }

  @Test
  void aChangeIsToldToAllWhoReferToItAndToNobodyElse() {
    var ours = classWith("defaults");
    desk.of(ours);
    desk.of(gateway(1, "envoys"), ours);
    configMaps.put("shop/envoys", Map.of());
    configMaps.put("ballast-system/defaults", Map.of("replicas", "2"));
    configMaps.put("ballast-system/defaults", Map.of("replicas", "2"));
    assertThat(news.subList(0, 1)).containsExactly("look at Gateway shop/edge");
    assertThat(news.subList(1, news.size()))
        .as("the same again is no news")
        .containsExactlyInAnyOrder("look at Gateway shop/edge", "look at GatewayClass ours");
  }

  @Test
  void whatNobodyRefersToAnyMoreIsNotWatched() {
    desk.of(gateway(1, "envoys"), classWith("defaults"));
    desk.of(classWith("defaults"));
    assertThat(configMaps.watched()).containsExactly("ballast-system/defaults", "shop/envoys");
    desk.of(gateway(2, "others"), plainClass());
    assertThat(configMaps.watched()).containsExactly("ballast-system/defaults", "shop/others");
    desk.forget(gateway(2, "others"));
    assertThat(configMaps.watched()).containsExactly("ballast-system/defaults");
    assertThat(verdictOnEdge()).isEmpty();
  }

  @Test
  void aVerdictIsToldWhenItSaysSomethingElseOrIsOfAnotherGeneration() {
    desk.of(gateway(1, ""), plainClass());
    desk.of(gateway(1, ""), plainClass());
    assertThat(news).containsExactly("judged Gateway shop/edge");
    desk.of(gateway(2, ""), plainClass());
    assertThat(news).hasSize(2);
  }

  private Optional<ParameterVerdict> verdictOnEdge() {
    return desk.verdicts().of(EDGE);
  }

  private static EnvoyParameters usable(Parameters parameters) {
    return ((Parameters.Usable) parameters).values();
  }

  private static String unusable(Parameters parameters) {
    return ((Parameters.Unusable) parameters).why();
  }

  private static GatewayResource gateway(int generation, String configMap) {
    String infrastructure =
        configMap.isEmpty()
            ? "{}"
            : "{parametersRef: {group: \"\", kind: ConfigMap, name: %s}}".formatted(configMap);
    return Serialization.unmarshal(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: shop, generation: %d}
        spec: {gatewayClassName: ours, infrastructure: %s}
        """
            .formatted(generation, infrastructure),
        GatewayResource.class);
  }

  private static GatewayClassResource plainClass() {
    return gatewayClass("");
  }

  private static GatewayClassResource classWith(String configMap) {
    return gatewayClass(
        ", parametersRef: {group: \"\", kind: ConfigMap, name: %s}".formatted(configMap));
  }

  private static GatewayClassResource gatewayClass(String more) {
    return Serialization.unmarshal(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: ours, generation: 1}
        spec: {controllerName: ballast.dev/gatewayclass-controller%s}
        """
            .formatted(more),
        GatewayClassResource.class);
  }
}
