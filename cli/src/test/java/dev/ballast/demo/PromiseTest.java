package dev.ballast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.demo.Promise.EachSticks;
import dev.ballast.demo.Promise.Even;
import dev.ballast.demo.Promise.FairChance;
import dev.ballast.traffic.Answer;
import dev.ballast.traffic.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromiseTest {
  private static final List<String> PODS = List.of("a", "b", "c", "d");

  private static LoadResult counts(int... each) {
    var answers = new ArrayList<Answer>();
    for (int i = 0; i < each.length; i++) {
      for (int n = 0; n < each[i]; n++) {
        answers.add(answer(PODS.get(i)));
      }
    }
    return new LoadResult(answers);
  }

  private static Answer answer(String pod) {
    return new Answer(200, Map.of(), "{\"pod\": \"" + pod + "\"}");
  }

  @Test
  void evenToleratesThreeAndNotFour() {
    assertThat(new Even(25, 3).holds(counts(28, 22, 25, 25), PODS)).isTrue();
    assertThat(new Even(25, 3).holds(counts(29, 21, 25, 25), PODS)).isFalse();
    assertThat(new Even(25, 3).holds(counts(34, 33, 33), PODS)).isFalse();
  }

  @Test
  void aLoadedDieIsSeenAndAFairOneIsNot() {
    assertThat(new FairChance().holds(counts(246, 256, 230, 268), PODS)).isTrue();
    assertThat(new FairChance().holds(counts(340, 220, 220, 220), PODS)).isFalse();
  }

  @Test
  void aClientThatWandersBreaksThePromise() {
    var sticky =
        new LoadResult(
            List.of("a", "b", "c", "d", "a", "b", "c", "d").stream()
                .map(PromiseTest::answer)
                .toList());
    var wandering =
        new LoadResult(
            List.of("a", "b", "c", "d", "a", "b", "d", "c").stream()
                .map(PromiseTest::answer)
                .toList());
    assertThat(new EachSticks(4, "client").holds(sticky, PODS)).isTrue();
    assertThat(new EachSticks(4, "client").holds(wandering, PODS)).isFalse();
  }
}
