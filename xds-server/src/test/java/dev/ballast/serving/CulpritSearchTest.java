package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of many resources Envoy refuses when its words name none. */
class CulpritSearchTest extends Dialogue {
  CulpritSearchTest() {
    super(true);
  }

  /** Once beside the others, and once alone; among more than 16 once more for each 16 times. */
  @ParameterizedTest
  @CsvSource({"2, 2", "16, 2", "200, 3"})
  void aBadOneIsRefusedAloneSoonAfterItWasRefusedBesideOthers(int clusters, int refusals) {
    for (int i = 1; i <= clusters; i++) {
      world.cluster("c" + i, i == 2 ? SmallWorld.BAD : 0);
    }
    publish();
    subscribe(ResourceType.CLUSTER);

    int refused = 0;
    int accepted = 0;
    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      if (push.get().resources().stream().anyMatch(each -> SmallWorld.isBad(each.message()))) {
        refused++;
        refuse(ResourceType.CLUSTER, "something is wrong");
      } else {
        accepted += push.get().resources().size();
        accept(ResourceType.CLUSTER);
      }
    }

    assertThat(refused).isEqualTo(refusals);
    assertThat(accepted).isEqualTo(clusters - 1);
  }
}
