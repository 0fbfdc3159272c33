package dev.ballast.manifest;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Span;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which file speaks for which object. Not for several threads at once.
 *
 * <p>An object that stands in two files is taken from the first by name. An object with an error,
 * and all objects of a file that can no longer be read, keep their last good version while there is
 * one.
 */
public final class ManifestBook {
  private final SortedMap<String, Page> pages = new TreeMap<>();
  private final Map<Key, SortedMap<String, Claim>> claims = new HashMap<>();
  private final SortedSet<Key> contested = new TreeSet<>();
  private final NavigableMap<Key, WorldObject> objects = new TreeMap<>();

  /** Kinds of several groups may share a name. */
  private record Key(String group, ObjectRef ref) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::ref).thenComparing(Key::group);

    static Key of(LoadedObject object) {
      int slash = object.apiVersion().indexOf('/');
      return new Key(slash < 0 ? "" : object.apiVersion().substring(0, slash), object.ref());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private record Page(List<Finding> findings, Set<Key> keys) {}

  /**
   * What a file says of an object.
   *
   * @param refused whether it has errors, so that the last good version stays
   * @param object empty as well for kinds that do not matter for traffic
   */
  private record Claim(boolean refused, Optional<WorldObject> object, Span span) {
    static Claim of(LoadedObject loaded) {
      return new Claim(
          !loaded.isAccepted(),
          loaded.isAccepted() ? WorldReader.read(loaded.root()) : Optional.empty(),
          loaded.root().span());
    }
  }

  /**
   * A file is new or changed.
   *
   * @return the objects that are different now, or gone
   */
  public SortedSet<ObjectRef> put(LoadedFile loaded) {
    Page before = pages.get(loaded.file());
    if (before != null && !loaded.isReadable()) {
      pages.put(loaded.file(), new Page(loaded.findings(), before.keys()));
      return new TreeSet<>();
    }
    var findings = new ArrayList<>(loaded.refusals());
    var said = new LinkedHashMap<Key, Claim>();
    for (LoadedObject object : loaded.objects()) {
      findings.addAll(object.findings());
      Claim claim = Claim.of(object);
      if (said.putIfAbsent(Key.of(object), claim) != null) {
        findings.add(duplicate(object.ref(), loaded.file(), claim.span(), loaded.file()));
      }
    }
    pages.put(loaded.file(), new Page(findings, Set.copyOf(said.keySet())));
    var affected = new TreeSet<Key>(said.keySet());
    if (before != null) {
      before.keys().forEach(key -> withdraw(key, loaded.file()));
      affected.addAll(before.keys());
    }
    said.forEach(
        (key, claim) ->
            claims.computeIfAbsent(key, unused -> new TreeMap<>()).put(loaded.file(), claim));
    return settle(affected);
  }

  /**
   * A file is gone.
   *
   * @return the objects that are different now, or gone
   */
  public SortedSet<ObjectRef> remove(String file) {
    Page before = pages.remove(file);
    if (before == null) {
      return new TreeSet<>();
    }
    before.keys().forEach(key -> withdraw(key, file));
    return settle(before.keys());
  }

  /** The object as it counts now; empty when there is none, or none without errors yet. */
  public Optional<WorldObject> object(ObjectRef ref) {
    return Optional.ofNullable(objects.ceilingEntry(new Key("", ref)))
        .filter(entry -> entry.getKey().ref().equals(ref))
        .map(Map.Entry::getValue);
  }

  /** All objects, by kind, namespace and name. */
  public List<WorldObject> objects() {
    return List.copyOf(objects.values());
  }

  /** What is wrong now: by file and in its order; then objects that stand in several files. */
  public List<Finding> findings() {
    var all = new ArrayList<Finding>();
    pages.values().forEach(page -> all.addAll(page.findings()));
    for (Key key : contested) {
      SortedMap<String, Claim> rivals = claims.getOrDefault(key, new TreeMap<>());
      String first = rivals.firstKey();
      rivals
          .tailMap(first + "\0")
          .forEach((file, claim) -> all.add(duplicate(key.ref(), file, claim.span(), first)));
    }
    return List.copyOf(all);
  }

  private void withdraw(Key key, String file) {
    SortedMap<String, Claim> rivals = claims.get(key);
    if (rivals != null) {
      rivals.remove(file);
      if (rivals.isEmpty()) {
        claims.remove(key);
      }
    }
  }

  private SortedSet<ObjectRef> settle(Collection<Key> affected) {
    var different = new TreeSet<ObjectRef>();
    for (Key key : affected) {
      SortedMap<String, Claim> rivals = claims.get(key);
      if (rivals != null && rivals.size() > 1) {
        contested.add(key);
      } else {
        contested.remove(key);
      }
      if (settle(key, rivals == null ? null : rivals.get(rivals.firstKey()))) {
        different.add(key.ref());
      }
    }
    return different;
  }

  private boolean settle(Key key, @Nullable Claim claim) {
    if (claim != null && claim.refused()) {
      return false;
    }
    Optional<WorldObject> now = claim == null ? Optional.empty() : claim.object();
    Optional<WorldObject> before =
        now.isPresent()
            ? Optional.ofNullable(objects.put(key, now.get()))
            : Optional.ofNullable(objects.remove(key));
    return !now.equals(before);
  }

  private static Finding duplicate(ObjectRef ref, String file, Span span, String first) {
    return Finding.warning(
            "duplicate-object",
            FieldPath.ROOT,
            file.equals(first)
                ? "this object stands in the file once more, further up; that one counts"
                : "this object stands in `" + first + "` too; that one counts",
            "keep one of the two")
        .about(ref.toString())
        .at(file, span);
  }
}
