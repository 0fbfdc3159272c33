package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastGoodTest {
  private static final ObjectMeta PLAIN = new ObjectMetaBuilder().withName("edge-ours").build();

  @Test
  void aServerThatStartsAnewFindsWithWhatTheEnvoysRun() {
    var parameters =
        EnvoyParameters.DEFAULTS
            .with(Map.of("replicas", "3", "serviceType", "ClusterIP"))
            .parameters();
    var deployment = deployment(LastGood.keptIn(PLAIN, parameters));
    assertThat(LastGood.of("edge-ours", List.of(deployment))).contains(parameters);
  }

  @Test
  void whereNothingRunsThereIsNone() {
    var kept = deployment(LastGood.keptIn(PLAIN, EnvoyParameters.DEFAULTS));
    assertThat(LastGood.of("edge-ours", List.of())).isEmpty();
    assertThat(LastGood.of("edge-theirs", List.of(kept))).isEmpty();
    assertThat(LastGood.of("edge-ours", List.of(deployment(PLAIN)))).isEmpty();
  }

  private static Deployment deployment(ObjectMeta metadata) {
    return new DeploymentBuilder().withMetadata(metadata).build();
  }
}
