package dev.ballast.serving;

import dev.ballast.serving.Quarantine.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds the bad among several suspected routes: some are let go on trial, and what Envoy says of
 * that tells about them. A trial that is refused changes nothing for traffic; one that is accepted
 * sets its routes free. A single bad one among n costs at most about two trials for each halving of
 * n.
 *
 * @param open groups to be looked at, the next one first
 * @param trial what is on trial now
 * @param rest the other half of the group on trial; empty when the whole group is
 */
record SuspectSearch(List<Group> open, Optional<Group> trial, List<Place> rest) {
  static final SuspectSearch DONE = new SuspectSearch(List.of(), Optional.empty(), List.of());

  SuspectSearch {
    open = List.copyOf(open);
    rest = List.copyOf(rest);
  }

  /**
   * @param isGuilty whether one of them is known to be bad
   */
  record Group(List<Place> places, boolean isGuilty) {
    Group {
      places = List.copyOf(places);
    }
  }

  /** One of these is bad. Nobody is on trial yet. */
  static SuspectSearch among(Collection<Place> suspects) {
    return suspects.size() < 2
        ? DONE
        : new SuspectSearch(
            List.of(new Group(List.copyOf(suspects), true)), Optional.empty(), List.of());
  }

  List<Place> onTrial() {
    return trial.map(Group::places).orElse(List.of());
  }

  /** The same with someone on trial, unless all is known. */
  SuspectSearch next() {
    var left = new ArrayList<>(open);
    while (!left.isEmpty()) {
      var group = left.removeFirst();
      int size = group.places().size();
      if (!group.isGuilty()) {
        return new SuspectSearch(left, Optional.of(group), List.of());
      }
      if (size > 1) {
        var half = new Group(group.places().subList(0, size / 2), false);
        return new SuspectSearch(left, Optional.of(half), group.places().subList(size / 2, size));
      }
    }
    return DONE;
  }

  /** Those on trial are good; if they were half of a guilty group, the other half is not. */
  SuspectSearch accepted() {
    return closed(List.of(), rest.isEmpty() ? List.of() : List.of(new Group(rest, true)));
  }

  /** One of those on trial is bad; of the other half nothing is known. */
  SuspectSearch refused() {
    return closed(
        List.of(new Group(onTrial(), true)),
        rest.isEmpty() ? List.of() : List.of(new Group(rest, false)));
  }

  /** The same among the suspects that are left, with nobody on trial. */
  SuspectSearch within(Collection<Place> suspects) {
    var groups = new ArrayList<Group>();
    var interrupted = new ArrayList<>(onTrial());
    interrupted.addAll(rest);
    if (!interrupted.isEmpty()) {
      groups.add(new Group(interrupted, !rest.isEmpty()));
    }
    groups.addAll(open);
    var left = new ArrayList<Group>();
    for (Group group : groups) {
      var still = group.places().stream().filter(suspects::contains).toList();
      if (!still.isEmpty()) {
        boolean isWhole = still.size() == group.places().size();
        left.add(new Group(still, group.isGuilty() && isWhole));
      }
    }
    return new SuspectSearch(left, Optional.empty(), List.of());
  }

  private SuspectSearch closed(List<Group> first, List<Group> second) {
    var groups = new ArrayList<>(first);
    groups.addAll(second);
    groups.addAll(open);
    return new SuspectSearch(groups, Optional.empty(), List.of());
  }
}
