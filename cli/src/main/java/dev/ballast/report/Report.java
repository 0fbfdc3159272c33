package dev.ballast.report;

import dev.ballast.finding.Finding;
import java.util.List;

/**
 * What is to be said about some files.
 *
 * @param files names of all files that were read, in order
 * @param objects how many objects they hold
 * @param placed the findings, by file and place
 */
public record Report(List<String> files, int objects, List<PlacedFinding> placed) {
  public Report {
    files = List.copyOf(files);
    placed = List.copyOf(placed);
  }

  public List<Finding> findings() {
    return placed.stream().map(PlacedFinding::finding).toList();
  }

  public long errors() {
    return findings().stream().filter(Finding::isError).count();
  }

  public long warnings() {
    return placed.size() - errors();
  }

  /** {@code 3 files, 12 objects: 1 error, 2 warnings}. */
  public String summary() {
    return "%s, %s: %s"
        .formatted(counted(files.size(), "file"), counted(objects, "object"), verdict());
  }

  private String verdict() {
    if (placed.isEmpty()) {
      return "nothing to complain about";
    }
    return counted(errors(), "error") + ", " + counted(warnings(), "warning");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
