package dev.ballast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void aFieldIsFoundHoweverItsPathIsWritten() {
    assertThat(Fields.find("spec.loadBalancer.consistentHash.headers[].name")).isPresent();
    assertThat(Fields.find("loadBalancer.consistentHash.headers[2].name"))
        .isEqualTo(Fields.find("spec.loadBalancer.consistentHash.headers.name"));
    assertThat(Fields.find("loadBalancer.typo")).isEmpty();
  }

  @Test
  void aFieldTellsItsTypeBoundsDefaultAndRules() {
    Field size = Fields.find("loadBalancer.consistentHash.tableSize").orElseThrow();
    assertThat(size.type()).isEqualTo("whole number (int64)");
    assertThat(size.bounds()).containsExactlyInAnyOrder("at least 2", "at most 5000011");
    assertThat(size.defaultValue()).contains("65537");
    assertThat(Fields.find("spec.loadBalancer").orElseThrow().rules()).hasSize(9);
    assertThat(Fields.find("spec").orElseThrow().rules()).hasSize(10);
    assertThat(Fields.find("spec.targetRef").orElseThrow().useInstead()).contains("targetRefs");
  }

  @Test
  void belowAFieldStandItsChildren() {
    Field zones = Fields.find("loadBalancer.zoneAware.weightedZones").orElseThrow();
    assertThat(Fields.below(zones))
        .extracting(Field::path)
        .containsExactly(
            "spec.loadBalancer.zoneAware.weightedZones[].zone",
            "spec.loadBalancer.zoneAware.weightedZones[].weight");
  }

  @Test
  void aMessageOfTheApiServerLeadsToItsRule() {
    assertThat(Fields.ruleSaying("reportingPeriod must be greater than 0"))
        .get()
        .extracting(DeclaredRule::code)
        .isEqualTo("reporting-period-zero");
  }
}
