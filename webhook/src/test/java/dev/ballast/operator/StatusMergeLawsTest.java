package dev.ballast.operator;

import static dev.ballast.operator.StatusMergeTest.condition;
import static dev.ballast.operator.StatusMergeTest.entry;
import static dev.ballast.operator.StatusMergeTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever stands in a status and whatever is wanted. */
class StatusMergeLawsTest {
  private static final List<String> CONTROLLERS =
      List.of("ours/a", "ours/b", "theirs/x", "theirs/y");
  private static final Set<String> OURS = Set.of("ours/a", "ours/b");
  private static final StatusMerge MERGE = new StatusMerge(StatusShape.POLICY, OURS);
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Property(tries = 500)
  void foreignEntriesStayAsAndInTheOrderInWhichTheyWere(
      @ForAll("stored") ObjectNode stored, @ForAll("wanted") ObjectNode wanted) {
    assertThat(foreign(merged(stored, wanted, NOON)))
        .isEqualTo(foreign(StatusTrees.sorted(stored)));
  }

  @Property(tries = 500)
  void sayingItAgainLaterChangesNothing(
      @ForAll("stored") ObjectNode stored, @ForAll("wanted") ObjectNode wanted) {
    var once = merged(stored, wanted, NOON);

    assertThat(merged(once, wanted, NOON.plusSeconds(3_600))).isEqualTo(once);
  }

  @Property(tries = 500)
  void thereAreNeverMoreEntriesThanFit(
      @ForAll("stored") ObjectNode stored, @ForAll("wanted") ObjectNode wanted) {
    int before = StatusTrees.items(stored, "ancestors").size();

    assertThat(StatusTrees.items(merged(stored, wanted, NOON), "ancestors").size())
        .isLessThanOrEqualTo(Math.max(before, 16));
  }

  @Property(tries = 500)
  void ofOursThereIsWhatIsWantedAndNothingElse(
      @ForAll("few") ObjectNode stored, @ForAll("fewWanted") ObjectNode wanted) {
    var ours =
        StatusTrees.items(merged(stored, wanted, NOON), "ancestors").stream()
            .filter(e -> OURS.contains(StatusTrees.text(e, "controllerName")))
            .map(StatusMergeLawsTest::key)
            .toList();

    assertThat(ours)
        .containsExactlyInAnyOrderElementsOf(
            StatusTrees.items(wanted, "ancestors").stream()
                .map(StatusMergeLawsTest::key)
                .distinct()
                .toList());
  }

  private static ObjectNode merged(ObjectNode stored, ObjectNode wanted, Instant now) {
    return MERGE.merge(stored, Optional.of(wanted), false, now).status();
  }

  private static List<ObjectNode> foreign(ObjectNode status) {
    return StatusTrees.items(status, "ancestors").stream()
        .filter(e -> !OURS.contains(StatusTrees.text(e, "controllerName")))
        .toList();
  }

  private static String key(ObjectNode entry) {
    return ((StatusShape.Shared) StatusShape.POLICY).key(StatusTrees.sorted(entry));
  }

  @Provide
  Arbitrary<ObjectNode> stored() {
    return statuses(CONTROLLERS, true, 16);
  }

  @Provide
  Arbitrary<ObjectNode> wanted() {
    return statuses(List.of("ours/a", "ours/b"), false, 16);
  }

  @Provide
  Arbitrary<ObjectNode> few() {
    return statuses(CONTROLLERS, true, 6);
  }

  @Provide
  Arbitrary<ObjectNode> fewWanted() {
    return statuses(List.of("ours/a", "ours/b"), false, 6);
  }

  /** An API server holds no two entries of one controller about one thing, nor do we want two. */
  private static Arbitrary<ObjectNode> statuses(List<String> controllers, boolean timed, int most) {
    Arbitrary<String> entries =
        Combinators.combine(
                Arbitraries.integers().between(0, 9),
                Arbitraries.of(controllers),
                Arbitraries.of("True", "False", "Unknown"),
                Arbitraries.integers().between(1, 3))
            .as(
                (place, controller, state, generation) ->
                    entry(
                        "gateway-" + place,
                        controller,
                        timed
                            ? condition("Accepted", state, generation, "09:00")
                            : condition("Accepted", state, generation)));
    return entries
        .list()
        .ofMaxSize(most)
        .uniqueElements(text -> text.substring(0, text.indexOf("\"conditions\"")))
        .map(list -> status(new ArrayList<>(list).toArray(String[]::new)));
  }
}
