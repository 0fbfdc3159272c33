package dev.ballast.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoTest {
  /** Equal words may be several objects; the stage measures their length. */
  private record Word(Optional<String> word) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {word};
    }
  }

  private final MemoCount count = new MemoCount();
  private final Memo<String, Word, List<Integer>> memo = new Memo<>(count, MemoTest::length);
  private final MemoList<String, Word, List<Integer>> list =
      new MemoList<>(count, MemoTest::length);

  private static List<Integer> length(Word word, @Nullable Object previous) {
    String text = word.word().orElseThrow(() -> new IllegalStateException("no word"));
    return new ArrayList<>(List.of(text.length()));
  }

  @Test
  void theSameObjectsCostNothing() {
    var word = Optional.of("abc");
    var once = memo.get("a", new Word(word));
    assertThat(memo.get("a", new Word(word))).isSameAs(once);
    assertThat(count.misses()).isEqualTo(1);
    assertThat(count.hits()).isEqualTo(1);
  }

  @Test
  void anEqualOutputIsTheOneBefore() {
    var once = memo.get("a", new Word(Optional.of("abc")));
    memo.drain();
    assertThat(memo.get("a", new Word(Optional.of("xyz")))).isSameAs(once);
    assertThat(count.misses()).isEqualTo(2);
    assertThat(memo.drain().isEmpty()).isTrue();
  }

  @Test
  void whatAPassDoesNotAskForIsForgotten() {
    memo.pass(() -> List.of(ask("a", "x"), ask("b", "yy")));
    assertThat(memo.drain().changed()).containsOnlyKeys("a", "b");
    memo.pass(() -> List.of(ask("b", "yyy")));

    var difference = memo.drain();
    assertThat(difference.changed()).containsOnlyKeys("b");
    assertThat(difference.removed()).containsExactly("a");
  }

  @Test
  void aPassThatBreaksForgetsNothing() {
    memo.pass(() -> List.of(ask("a", "x"), ask("b", "yy")));
    memo.drain();
    assertThatThrownBy(
            () ->
                memo.pass(
                    () -> List.of(ask("b", "yyy"), memo.get("c", new Word(Optional.empty())))))
        .hasMessage("no word");
    assertThat(memo.drain().removed()).isEmpty();
  }

  @Test
  void aListLooksAtThePlacesThatAreOtherObjects() {
    var words = words("a", "bb", "ccc");
    var once = lengths(words);
    long misses = count.misses();
    assertThat(lengths(words)).isSameAs(once);

    var next = new ArrayList<>(words);
    next.set(1, Optional.of("bbbb"));
    assertThat(lengths(next)).containsExactly(List.of(1), List.of(4), List.of(3));
    assertThat(count.misses()).isEqualTo(misses + 1);
    assertThat(lengths(next).getFirst()).isSameAs(once.getFirst());
  }

  @Test
  void aListThatGrowsOrShrinksForgetsWhatLeft() {
    lengths(words("a", "bb", "ccc"));
    list.drain();
    assertThat(lengths(words("a", "bb"))).containsExactly(List.of(1), List.of(2));
    assertThat(list.drain().removed()).containsExactly("2");
  }

  /** A list that broke half-way must not believe what it remembers of the first half. */
  @Test
  void aListThatBrokeIsRightAgainForTheElementsBefore() {
    var good = words("a", "bb");
    lengths(good);
    list.drain();
    var bad = new ArrayList<>(good);
    bad.set(0, Optional.of("aaaa"));
    bad.set(1, Optional.empty());
    assertThatThrownBy(() -> lengths(bad)).hasMessage("no word");

    assertThat(lengths(good)).containsExactly(List.of(1), List.of(2));
    assertThat(list.drain().changed().get("0")).isEqualTo(List.of(1));
  }

  private List<Integer> ask(String key, String word) {
    return memo.get(key, new Word(Optional.of(word)));
  }

  private List<List<Integer>> lengths(List<Optional<String>> words) {
    return list.get(
        new Object[0], List.of(words), Integer::toString, place -> new Word(words.get(place)));
  }

  private static List<Optional<String>> words(String... words) {
    return List.of(words).stream().map(Optional::of).toList();
  }
}
