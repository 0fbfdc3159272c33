package dev.ballast.finding;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FieldPathTest {
  @Test
  void isPrintedAsTheApiServerPrintsIt() {
    assertThat(FieldPath.of("spec", "labels").key("app.kubernetes.io/name"))
        .hasToString("spec.labels[app.kubernetes.io/name]");
  }

  @Property(tries = 20)
  void anIndexStandsInBrackets(@ForAll @IntRange(min = 0) int index) {
    assertThat(FieldPath.of("spec", "targetRefs").item(index).child("kind"))
        .hasToString("spec.targetRefs[" + index + "].kind");
  }
}
