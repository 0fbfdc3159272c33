package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a change of one file changed.
 *
 * @param objects the objects that are different now, or gone
 * @param news findings that did not hold before
 * @param cured whether the file had errors before and has none now
 */
public record Turn(SortedSet<ObjectRef> objects, List<Finding> news, boolean cured) {
  static final Turn NOTHING = new Turn(new TreeSet<>(), List.of(), false);

  public Turn {
    news = List.copyOf(news);
  }

  static List<Finding> news(List<Finding> before, List<Finding> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return after;
    }
    var known = Set.copyOf(before);
    return after.stream().filter(finding -> !known.contains(finding)).toList();
  }
}
