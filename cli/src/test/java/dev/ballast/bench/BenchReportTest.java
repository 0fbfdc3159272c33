package dev.ballast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, "16 GB", "Linux 6", "0.1 0.2 0.3", "1.1 1.2 1.3");
  private static final Measured SLOW =
      new Measured(
          new Distribution(200, 1, 8, 8.5, 1_234.5),
          Optional.of(new Distribution(200, 0.5, 7, 7.5, 1_234)),
          OptionalInt.of(3));

  @Test
  void jsonHasTheNamesOfTheContract() {
    assertThat(report(1_000, 4).json())
        .contains("\"routes\" : 1000", "\"endpoints\" : 4", "\"machine\" : {", "\"measures\" : {")
        .contains("\"endpointToAckMs\" : {", "\"fromEngine\" : {", "\"failedRequests\" : 3");
  }

  @Test
  void everyMeasureHasItsNameInJson() {
    assertThat(Measure.values())
        .extracting(Measure::json)
        .containsExactlyInAnyOrder(
            "endpointToAckMs",
            "endpointToTrafficMs",
            "clusterPolicyToActiveMs",
            "routePolicyToActiveMs",
            "routeToAnswerMs",
            "burst50Ms",
            "tenPoliciesWorstMs",
            "coldStartMs",
            "translateMs",
            "rssMiB",
            "cpuPerEndpointChangeMs");
  }

  @Test
  void theTableMarksWhatIsMoreThanItMustBe() {
    assertThat(report(1_000, 4).text())
        .containsPattern(
            "endpoint change → ACK +200 +1\\.00 +8\\.00 +8\\.50! +1,235! +307 +1\\.5-3 +8 +4\n")
        .containsPattern(" {2}from the engine's event +200 +0\\.50 +7\\.00 +7\\.50 +1,234\n")
        .contains("3 requests were not answered with 200")
        .contains("load average before: 0.1 0.2 0.3, after: 1.1 1.2 1.3")
        .contains("cannot be reproduced from this repository");
  }

  @Test
  void aWorldWithoutAPromiseIsNotMarked() {
    assertThat(report(50, 2).text()).contains("307").doesNotContain("1,235!");
  }

  @Test
  void theLargeWorldMayTakeTwiceAsLong() {
    assertThat(report(10_000, 10).text()).contains(" 8.50 ").contains("1,235!");
  }

  private static BenchReport report(int routes, int endpoints) {
    var measures = new EnumMap<Measure, Measured>(Map.of(Measure.ENDPOINT_TO_ACK, SLOW));
    return new BenchReport(
        new BenchOptions(routes, endpoints, 200, 1), MACHINE, "1.40.0", measures, Optional.empty());
  }
}
