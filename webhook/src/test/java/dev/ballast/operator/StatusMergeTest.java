package dev.ballast.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusMergeTest {
  private static final String OURS = "ballast.dev/gatewayclass-controller";
  private static final String THEIRS = "gateway.envoyproxy.io/gatewayclass-controller";
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final StatusMerge POLICIES = new StatusMerge(StatusShape.POLICY, Set.of(OURS));
  private static final StatusMerge GATEWAYS = new StatusMerge(StatusShape.OWN, Set.of(OURS));

  @Test
  void anotherControllersEntryStaysAsItIs() {
    String theirs = entry("eg", THEIRS, condition("Accepted", "True", 1, "09:00"));
    var merged =
        POLICIES.merge(
            status(theirs),
            wanted(entry("eg", OURS, condition("Accepted", "True", 4))),
            false,
            NOON);

    assertThat(JsonWriter.text(merged.status()))
        .isEqualTo(
            JsonWriter.text(
                sorted(
                    status(theirs, entry("eg", OURS, condition("Accepted", "True", 4, "12:00"))))));
  }

  @Test
  void aTimeMovesOnlyWhenTheStatusFlips() {
    var stored = status(entry("eg", OURS, condition("Accepted", "True", 1, "09:00")));

    assertThat(text(stored, entry("eg", OURS, condition("Accepted", "True", 2)))).contains("09:00");
    assertThat(text(stored, entry("eg", OURS, condition("Accepted", "False", 2))))
        .contains("12:00")
        .doesNotContain("09:00");
  }

  @Test
  void whatIsSaidAlreadyChangesNothing() {
    var stored =
        status(
            entry("eg", THEIRS, condition("Accepted", "True", 1, "08:00")),
            entry("eg", OURS, condition("Accepted", "True", 1, "09:00")));
    var merged =
        POLICIES.merge(
            stored, wanted(entry("eg", OURS, condition("Accepted", "True", 1))), false, NOON);

    assertThat(merged.status()).isEqualTo(sorted(stored));
  }

  @Test
  void nothingOfOursStaysWhenWeHaveNothingToSay() {
    String theirs = entry("eg", THEIRS, condition("Accepted", "True", 1, "08:00"));
    var merged =
        POLICIES.merge(
            status(entry("eg", OURS, condition("Accepted", "True", 1, "09:00")), theirs),
            Optional.empty(),
            false,
            NOON);

    assertThat(merged.status()).isEqualTo(sorted(status(theirs)));
  }

  @Test
  void anEntryOfAnAncestorThatIsNoMoreGoesAway() {
    var stored =
        status(
            entry("old", OURS, condition("Accepted", "True", 1, "09:00")),
            entry("eg", OURS, condition("Accepted", "True", 1, "09:00")));

    assertThat(text(stored, entry("eg", OURS, condition("Accepted", "True", 1))))
        .doesNotContain("\"old\"")
        .contains("\"eg\"", "09:00");
  }

  @Test
  void whatDoesNotFitBesideOthersIsAggregated() {
    String theirs =
        IntStream.range(0, 14)
            .mapToObj(i -> entry("t" + i, THEIRS, condition("Accepted", "True", 1, "08:00")))
            .collect(Collectors.joining(","));
    String ours =
        IntStream.range(0, 5)
            .mapToObj(i -> entry("o" + i, OURS, condition("Accepted", "True", 1)))
            .collect(Collectors.joining(","));
    var merged = POLICIES.merge(status(theirs), wanted(ours), false, NOON);
    var entries = StatusTrees.items(merged.status(), "ancestors");

    assertThat(entries).hasSize(16);
    assertThat(StatusTrees.condition(entries.get(14), "Aggregated")).isEmpty();
    assertThat(StatusTrees.condition(entries.get(15), "Aggregated")).isPresent();
    assertThat(POLICIES.merge(merged.status(), wanted(ours), false, NOON.plusSeconds(99)).status())
        .as("said again later")
        .isEqualTo(merged.status());
  }

  @Test
  void whereOthersTookAllThePlacesWeSayNothing() {
    String theirs =
        IntStream.range(0, 16)
            .mapToObj(i -> entry("t" + i, THEIRS, condition("Accepted", "True", 1, "08:00")))
            .collect(Collectors.joining(","));
    var merged =
        POLICIES.merge(
            status(theirs),
            wanted(entry("eg", OURS, condition("Accepted", "True", 1))),
            false,
            NOON);

    assertThat(merged.status()).isEqualTo(sorted(status(theirs)));
  }

  @Test
  void aVerdictOfEnvoysStandsUntilTheyAnswer() {
    var stored =
        status(
            entry(
                "eg",
                OURS,
                condition("Accepted", "True", 1, "09:00"),
                condition("Programmed", "True", 1, "09:00")));
    String pending =
        entry("eg", OURS, condition("Accepted", "True", 2), condition("Programmed", "Unknown", 2));

    var patient = POLICIES.merge(stored, wanted(pending), true, NOON);
    assertThat(patient.held()).isTrue();
    assertThat(programmed(patient)).contains("\"True\"", "\"observedGeneration\":1", "09:00");

    var over = POLICIES.merge(stored, wanted(pending), false, NOON);
    assertThat(over.held()).isFalse();
    assertThat(programmed(over)).contains("\"Unknown\"", "\"observedGeneration\":2", "12:00");
  }

  @Test
  void whereNoVerdictStandsPendingIsSaidAtOnce() {
    var merged =
        POLICIES.merge(
            status(), wanted(entry("eg", OURS, condition("Programmed", "Unknown", 1))), true, NOON);

    assertThat(merged.held()).isFalse();
    assertThat(programmed(merged)).contains("\"Unknown\"");
  }

  @Test
  void aGatewaysForeignConditionsStay() {
    var stored =
        object("{\"conditions\":[%s]}".formatted(condition("Somebody/Knows", "True", 1, "08:00")));
    var wanted =
        object(
            "{\"conditions\":[%s],\"listeners\":[]}".formatted(condition("Accepted", "True", 1)));
    var merged = GATEWAYS.merge(stored, Optional.of(wanted), false, NOON);

    assertThat(StatusTrees.items(merged.status(), "conditions"))
        .extracting(c -> StatusTrees.text(c, "type"))
        .containsExactly("Accepted", "Somebody/Knows");
  }

  @Test
  void messagesAreCutToWhatTheApiServerTakes() {
    String text = "ü".repeat(20_000);

    assertThat(Messages.capped(text, Messages.MOST_BYTES))
        .endsWith("ü (message truncated).")
        .satisfies(
            cut ->
                assertThat(cut.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isBetween(Messages.MOST_BYTES - 1, Messages.MOST_BYTES));
    assertThat(Messages.capped("short", Messages.MOST_BYTES)).isEqualTo("short");
  }

  private static String programmed(StatusMerge.Result result) {
    ObjectNode entry = StatusTrees.items(result.status(), "ancestors").getFirst();
    return JsonWriter.text(StatusTrees.condition(entry, "Programmed").orElseThrow());
  }

  private static String text(ObjectNode stored, String entries) {
    return JsonWriter.text(POLICIES.merge(stored, wanted(entries), false, NOON).status());
  }

  static String condition(String type, String status, int generation) {
    return """
    {"type":"%s","status":"%s","reason":"%1$s","message":"m","observedGeneration":%d}\
    """
        .formatted(type, status, generation);
  }

  static String condition(String type, String status, int generation, String time) {
    return condition(type, status, generation)
        .replace(
            "\"message\"",
            "\"lastTransitionTime\":\"2026-01-02T%s:00Z\",\"message\"".formatted(time));
  }

  static String entry(String gateway, String controller, String... conditions) {
    return """
    {"ancestorRef":{"group":"g","kind":"Gateway","namespace":"shop","name":"%s"},\
    "controllerName":"%s","conditions":[%s]}\
    """
        .formatted(gateway, controller, String.join(",", conditions));
  }

  static ObjectNode status(String... entries) {
    return object("{\"ancestors\":[%s]}".formatted(String.join(",", entries)));
  }

  private static Optional<ObjectNode> wanted(String entries) {
    return Optional.of(status(entries));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) JsonReader.read(json);
  }

  private static ObjectNode sorted(ObjectNode object) {
    return StatusTrees.sorted(object);
  }
}
