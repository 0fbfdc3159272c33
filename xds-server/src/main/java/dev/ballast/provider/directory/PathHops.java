package dev.ballast.provider.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The names a path leads through, symbolic links followed one by one: whoever replaces one of them
 * turns the path.
 */
final class PathHops {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private PathHops() {}

  /** Every name on the way, folders too. */
  static List<Path> all(Path path) {
    return hops(path, true);
  }

  /** The links on the way, and the file at its end. */
  static List<Path> links(Path path) {
    return hops(path, false);
  }

  private static List<Path> hops(Path path, boolean all) {
    var hops = new ArrayList<Path>();
    Path at = path.toAbsolutePath().getRoot();
    Deque<Path> ahead = new ArrayDeque<>();
    path.toAbsolutePath().forEach(ahead::addLast);
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().equals("..")) {
        Path parent = at.getParent();
        at = parent == null ? at : parent;
      } else if (!name.toString().equals(".") && !name.toString().isEmpty()) {
        Path next = at.resolve(name);
        boolean isLink = Files.isSymbolicLink(next);
        if (all || isLink || ahead.isEmpty()) {
          hops.add(next);
        }
        if (isLink && links++ < MOST_LINKS) {
          at = turn(at, next, ahead);
        } else {
          at = next;
        }
      }
    }
    return hops;
  }

  /** Puts the target in front of what lies ahead, and returns the folder it starts from. */
  private static Path turn(Path at, Path link, Deque<Path> ahead) {
    try {
      Path target = Files.readSymbolicLink(link);
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        ahead.addFirst(target.getName(i));
      }
      Path root = target.getRoot();
      return root == null ? at : root;
    } catch (IOException e) {
      return link; // turned or gone this moment; that is an event of its own
    }
  }
}
