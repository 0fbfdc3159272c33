package dev.ballast.provider.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders that are watched, the manifests known in each, and the names that links lead through.
 * Finding what an event is about costs the same however many files there are.
 */
final class WatchedFolders {
  private final FolderWatch watch;
  // One folder can be reached by several paths (a link into the tree), yet has one key.
  private final Map<WatchKey, Set<Path>> pathsByKey = new HashMap<>();
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Set<Path> tree = new HashSet<>();
  private final Map<Path, Set<Path>> files = new HashMap<>();

  private final Map<Path, List<Path>> hopsByLink = new HashMap<>();
  private final Map<Path, Set<Path>> linksByHop = new HashMap<>();
  private final Map<Path, Integer> hopsInFolder = new HashMap<>();

  WatchedFolders(FolderWatch watch) {
    this.watch = watch;
  }

  /** The paths by which a key's folder is known. */
  Set<Path> pathsOf(WatchKey key) {
    return Set.copyOf(pathsByKey.getOrDefault(key, Set.of()));
  }

  boolean isFolder(Path path) {
    return tree.contains(path);
  }

  /**
   * @return whether it was not known before
   */
  boolean add(Path file) {
    return files.computeIfAbsent(parentOf(file), unused -> new HashSet<>()).add(file);
  }

  boolean remove(Path file) {
    Set<Path> siblings = files.get(parentOf(file));
    if (siblings == null || !siblings.remove(file)) {
      return false;
    }
    if (siblings.isEmpty()) {
      files.remove(parentOf(file));
    }
    return true;
  }

  /** The files known in a folder and below. */
  Set<Path> filesBelow(Path folder) {
    var below = new TreeSet<Path>();
    files.forEach(
        (path, here) -> {
          if (path.startsWith(folder)) {
            below.addAll(here);
          }
        });
    return below;
  }

  /** Watches a folder of the tree. */
  void watch(Path folder) throws IOException {
    tree.add(folder);
    register(folder);
  }

  /** Stops watching a folder and all below; what is known of their files stays. */
  void unwatch(Path folder) {
    for (Path path : List.copyOf(tree)) {
      if (path.startsWith(folder)) {
        tree.remove(path);
        release(path);
      }
    }
  }

  /** The folder of a key is gone. */
  void lost(WatchKey key) {
    Set<Path> paths = pathsByKey.remove(key);
    if (paths != null) {
      paths.forEach(path -> keys.remove(path, key));
    }
  }

  /** The paths that lead through a name. */
  Collection<Path> linksThrough(Path hop) {
    return Set.copyOf(linksByHop.getOrDefault(hop, Set.of()));
  }

  /** The paths that lead through a name in this folder. */
  Set<Path> linksInto(Path folder) {
    var links = new TreeSet<Path>();
    linksByHop.forEach(
        (hop, through) -> {
          if (parentOf(hop).equals(folder)) {
            links.addAll(through);
          }
        });
    return links;
  }

  boolean follows(Path link) {
    return hopsByLink.containsKey(link);
  }

  /**
   * Watches the names that a path leads through now, and no longer those it led through before.
   *
   * @throws IOException when one of them cannot be watched; the others are
   */
  void follow(Path link, List<Path> hops) throws IOException {
    List<Path> before = hopsByLink.getOrDefault(link, List.of());
    IOException problem = null;
    for (Path hop : hops) {
      if (linksByHop.computeIfAbsent(hop, unused -> new HashSet<>()).add(link)) {
        hopsInFolder.merge(parentOf(hop), 1, Integer::sum);
      }
      try {
        register(parentOf(hop));
      } catch (IOException e) {
        problem = e;
      }
    }
    hopsByLink.put(link, List.copyOf(hops));
    before.stream().filter(hop -> !hops.contains(hop)).forEach(hop -> leave(hop, link));
    if (problem != null) {
      throw problem;
    }
  }

  /** A path that is no link any more, or no longer there for good. */
  void unfollow(Path link) {
    List<Path> hops = hopsByLink.remove(link);
    if (hops != null) {
      hops.forEach(hop -> leave(hop, link));
    }
  }

  private void leave(Path hop, Path link) {
    Set<Path> links = linksByHop.get(hop);
    if (links == null || !links.remove(link)) {
      return;
    }
    if (links.isEmpty()) {
      linksByHop.remove(hop);
    }
    Path folder = parentOf(hop);
    hopsInFolder.computeIfPresent(folder, (path, n) -> n > 1 ? n - 1 : null);
    release(folder);
  }

  private void register(Path folder) throws IOException {
    WatchKey key = watch.register(folder);
    WatchKey before = keys.put(folder, key);
    if (before != null && !before.equals(key)) {
      forget(before, folder);
    }
    pathsByKey.computeIfAbsent(key, unused -> new HashSet<>()).add(folder);
  }

  /** Watches are scarce, so none is kept that nobody needs. */
  private void release(Path folder) {
    if (!tree.contains(folder) && !hopsInFolder.containsKey(folder)) {
      forget(folder);
    }
  }

  private void forget(Path folder) {
    WatchKey key = keys.remove(folder);
    if (key != null) {
      forget(key, folder);
    }
  }

  private void forget(WatchKey key, Path folder) {
    Set<Path> paths = pathsByKey.get(key);
    if (paths != null && paths.remove(folder) && paths.isEmpty()) {
      pathsByKey.remove(key);
      key.cancel();
    }
  }

  /** All folders that are watched now. */
  Set<Path> watched() {
    return new TreeSet<>(keys.keySet());
  }

  static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
