package dev.ballast.provider.directory;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.provider.FindingLog;
import dev.ballast.source.Span;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * What is wrong with folders: not there, not readable, not watched. One thread writes, others read.
 */
final class FolderProblems {
  private static final String RAISE_THE_LIMIT =
      "raise it, as with `sysctl fs.inotify.max_user_watches=524288`, and start again";

  private final UnaryOperator<Path> shown;
  private final NavigableMap<Path, Finding> broken = new ConcurrentSkipListMap<>();
  private final NavigableMap<Path, Finding> unwatched = new ConcurrentSkipListMap<>();

  /**
   * @param shown a path as the user would write it
   */
  FolderProblems(UnaryOperator<Path> shown) {
    this.shown = shown;
  }

  /** By path. */
  List<Finding> findings() {
    var all = new ArrayList<>(broken.values());
    all.addAll(unwatched.values());
    return all;
  }

  Optional<Finding> firstUnwatched() {
    return unwatched.values().stream().findFirst();
  }

  boolean isAbout(Path folder) {
    return broken.containsKey(folder) || unwatched.containsKey(folder);
  }

  void missing(Path folder) {
    note(
        broken,
        folder,
        Finding.error(
            "missing-folder",
            FieldPath.ROOT,
            "the folder is gone; what its files said stays in force until it is back",
            "put it back, or put an empty one in its place to withdraw everything"));
  }

  void unreadable(Path folder, IOException why) {
    note(
        broken,
        folder,
        Finding.error(
            "unreadable-folder", FieldPath.ROOT, "the folder cannot be read: " + reason(why), ""));
  }

  void unwatched(Path folder, IOException why) {
    // The JDK tells the two limits of inotify apart in words only.
    boolean isLimit = String.valueOf(why.getMessage()).contains("inotify");
    String sentence =
        isLimit
            ? "`%s` cannot be watched: all file watches of this user are taken"
            : "`%s` cannot be watched: " + reason(why);
    note(
        unwatched,
        folder,
        Finding.error(
            "unwatched-folder",
            FieldPath.ROOT,
            sentence.formatted(shown.apply(folder)),
            isLimit ? RAISE_THE_LIMIT : ""));
  }

  void solved(Path folder) {
    broken.remove(folder);
    unwatched.remove(folder);
  }

  void solvedBelow(Path folder) {
    broken.keySet().removeIf(path -> path.startsWith(folder));
    unwatched.keySet().removeIf(path -> path.startsWith(folder));
  }

  /** Why, in words of one line. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "it is gone";
      default -> String.valueOf(e.getMessage());
    };
  }

  private void note(NavigableMap<Path, Finding> problems, Path folder, Finding finding) {
    Finding placed = finding.at(shown.apply(folder).toString(), Span.NONE);
    Finding before = problems.put(folder, placed);
    if (!placed.equals(before)) {
      FindingLog.say(placed);
    }
  }
}
