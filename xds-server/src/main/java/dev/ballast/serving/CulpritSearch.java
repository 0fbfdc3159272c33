package dev.ballast.serving;

import com.google.common.collect.Lists;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one of several resources that Envoy refuses without a name. */
final class CulpritSearch {
  /**
   * How many parts are sent one right after the other. The more they are, the less often the bad
   * one is refused until it is alone; more would not be in flight together.
   */
  private static final int PARTS = 16;

  /** Groups to be sent each in a response of its own. */
  private final ArrayDeque<List<String>> apart = new ArrayDeque<>();

  /** Names to be left out one after the other. */
  private final ArrayDeque<String> leftOut = new ArrayDeque<>();

  private boolean isLeavingOut;

  /**
   * One of these was refused. They are tried in parts; but a part of a list that must be complete
   * would take from the Envoy what it uses. There each is left out in turn: a list that is refused
   * again changes nothing, and the one that is accepted lacks only the culprit.
   */
  void tryApart(List<String> suspects, boolean oneByOne) {
    if (oneByOne && (!isLeavingOut || !leftOut.isEmpty())) {
      if (!isLeavingOut) {
        isLeavingOut = true;
        leftOut.addAll(suspects);
      }
      return;
    }
    apart.addAll(Lists.partition(suspects, Math.ceilDiv(suspects.size(), PARTS)));
  }

  /** The culprit is known: all others go together again. */
  void startOver() {
    apart.clear();
    stopLeavingOut();
  }

  /** What is to be had changed, maybe by the culprit: without it, a list would lack a good one. */
  void stopLeavingOut() {
    leftOut.clear();
    isLeavingOut = false;
  }

  /** Those that are still to be sent apart. */
  Set<String> suspects() {
    return apart.stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** What to send next alone; null when nothing is under suspicion. */
  @Nullable List<String> nextGroup(Set<String> dirty) {
    if (leftOut.isEmpty()) {
      return apart.poll();
    }
    var without = leftOut.remove();
    return dirty.stream().filter(name -> !name.equals(without)).toList();
  }
}
