package dev.ballast.provider.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that were written to a moment ago, in the order in which they come to rest. All rest for
 * the same time, so the one that was touched first is due first.
 */
final class SettlingFiles {
  private final long rest;
  private final Map<Path, Long> deadlines = new LinkedHashMap<>();

  SettlingFiles(Duration rest) {
    this.rest = rest.toNanos();
  }

  void touched(Path file, long now) {
    deadlines.remove(file);
    deadlines.put(file, now + rest);
  }

  void forget(Path file) {
    deadlines.remove(file);
  }

  boolean contains(Path file) {
    return deadlines.containsKey(file);
  }

  /** How long until the next one is due; null when there is none. */
  @Nullable Duration untilNext(long now) {
    Iterator<Long> deadline = deadlines.values().iterator();
    return deadline.hasNext() ? Duration.ofNanos(deadline.next() - now) : null;
  }

  void takeDue(long now, Collection<Path> due) {
    Iterator<Map.Entry<Path, Long>> entries = deadlines.entrySet().iterator();
    while (entries.hasNext()) {
      var entry = entries.next();
      if (entry.getValue() - now > 0) {
        return;
      }
      due.add(entry.getKey());
      entries.remove();
    }
  }
}
