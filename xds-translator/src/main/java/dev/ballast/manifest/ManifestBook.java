package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which file speaks for which object; for a folder that is watched and for the files of one command
 * line alike.
 *
 * <p>Of an object that stands in several files the first good one by name counts. An object that
 * got an error, and all objects of a file that can no longer be read, keep their last good version
 * while there is one. A change costs as much as the file holds, however many files there are.
 *
 * <p>One thread writes; others may read meanwhile and see each file as it was before or after.
 */
public final class ManifestBook {
  private final Map<String, FilePage> pages = new ConcurrentHashMap<>();
  private final Map<ObjectKey, List<Claim>> claims = new HashMap<>();
  private final NavigableMap<ObjectKey, Claim> inForce = new ConcurrentSkipListMap<>();
  private final SortedMap<String, List<Finding>> saidOfFiles = new ConcurrentSkipListMap<>();
  private final NavigableMap<ObjectKey, List<Finding>> saidOfObjects =
      new ConcurrentSkipListMap<>();
  private final Map<String, Integer> kinds = new ConcurrentHashMap<>();

  /** A file is new or changed. */
  public Turn put(FilePage page) {
    FilePage before = pages.get(page.file());
    if (before != null && !page.isReadable()) {
      pages.put(page.file(), page.withClaimsOf(before));
      var findings = new ArrayList<>(page.findings());
      List<ObjectRef> kept = inForceFrom(before);
      if (!kept.isEmpty()) {
        findings.add(BookFindings.lastGoodFile(page.file(), kept));
      }
      return say(page.file(), findings, new Changes());
    }
    pages.put(page.file(), page);
    var affected = new TreeSet<ObjectKey>(page.claims().keySet());
    if (before != null) {
      before.claims().keySet().forEach(key -> withdraw(key, page.file()));
      affected.addAll(before.claims().keySet());
    }
    page.claims().forEach(this::enter);
    return say(page.file(), page.findings(), settle(affected));
  }

  /** A file is gone. */
  public Turn remove(String file) {
    FilePage before = pages.remove(file);
    if (before == null) {
      return Turn.NOTHING;
    }
    before.claims().keySet().forEach(key -> withdraw(key, file));
    return say(file, List.of(), settle(before.claims().keySet()));
  }

  /** The object as it counts now; empty when there is none, or none without errors yet. */
  public Optional<WorldObject> object(ObjectRef ref) {
    return claimInForce(ref).flatMap(Claim::object);
  }

  /** The file that speaks for an object. */
  public Optional<String> fileOf(ObjectRef ref) {
    return claimInForce(ref).map(Claim::file);
  }

  /** All objects, by kind, namespace and name. */
  public List<WorldObject> objects() {
    return inForce.values().stream().flatMap(claim -> claim.object().stream()).toList();
  }

  /** How many objects are in force, by kind. */
  public SortedMap<String, Integer> kinds() {
    return new TreeMap<>(kinds);
  }

  /** How many files are known. */
  public int files() {
    return pages.size();
  }

  /** How many files have an error now. */
  public int filesWithErrors() {
    return (int)
        saidOfFiles.values().stream()
            .filter(findings -> findings.stream().anyMatch(Finding::isError))
            .count();
  }

  /** What is wrong now: by file and in its order; then which version of an object counts. */
  public List<Finding> findings() {
    var all = new ArrayList<Finding>();
    saidOfFiles.values().forEach(all::addAll);
    saidOfObjects.values().forEach(all::addAll);
    return List.copyOf(all);
  }

  /** Whether a finding that some turn brought up holds still. */
  public boolean says(Finding finding) {
    if (saidOfFiles.getOrDefault(finding.file().orElse(""), List.of()).contains(finding)) {
      return true;
    }
    Optional<ObjectRef> about = finding.object().flatMap(ManifestBook::ref);
    return about
        .map(ref -> saidOfObjects.ceilingEntry(new ObjectKey("", ref)))
        .filter(entry -> entry.getKey().ref().equals(about.get()))
        .filter(entry -> entry.getValue().contains(finding))
        .isPresent();
  }

  /** A finding about an object, with the place of the object if it has none. */
  public Finding placed(Finding finding) {
    if (finding.file().isPresent()) {
      return finding;
    }
    return finding
        .object()
        .flatMap(ManifestBook::ref)
        .flatMap(this::claimInForce)
        .map(claim -> finding.at(claim.file(), claim.span()))
        .orElse(finding);
  }

  /** The other way round than {@link ObjectRef#toString}. */
  private static Optional<ObjectRef> ref(String printed) {
    int space = printed.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String id = printed.substring(space + 1);
    int slash = id.indexOf('/');
    String namespace = slash < 0 ? "" : id.substring(0, slash);
    return Optional.of(
        new ObjectRef(
            printed.substring(0, space), new ObjectId(namespace, id.substring(slash + 1))));
  }

  private Optional<Claim> claimInForce(ObjectRef ref) {
    return Optional.ofNullable(inForce.ceilingEntry(new ObjectKey("", ref)))
        .filter(entry -> entry.getKey().ref().equals(ref))
        .map(Map.Entry::getValue);
  }

  private List<ObjectRef> inForceFrom(FilePage page) {
    return page.claims().keySet().stream()
        .filter(
            key ->
                Optional.ofNullable(inForce.get(key))
                    .filter(claim -> claim.file().equals(page.file()))
                    .isPresent())
        .map(ObjectKey::ref)
        .sorted()
        .toList();
  }

  private void enter(ObjectKey key, Claim claim) {
    var rivals = new ArrayList<>(claims.getOrDefault(key, List.of()));
    rivals.add(claim);
    rivals.sort(Comparator.comparing(Claim::file));
    claims.put(key, List.copyOf(rivals));
  }

  private void withdraw(ObjectKey key, String file) {
    List<Claim> rivals =
        claims.getOrDefault(key, List.of()).stream()
            .filter(claim -> !claim.file().equals(file))
            .toList();
    if (rivals.isEmpty()) {
      claims.remove(key);
    } else {
      claims.put(key, rivals);
    }
  }

  private record Changes(SortedSet<ObjectRef> objects, List<Finding> news) {
    Changes() {
      this(new TreeSet<>(), new ArrayList<>());
    }
  }

  private Turn say(String file, List<Finding> findings, Changes changes) {
    List<Finding> now = List.copyOf(findings);
    List<Finding> before = now.isEmpty() ? saidOfFiles.remove(file) : saidOfFiles.put(file, now);
    if (before == null) {
      before = List.of();
    }
    var news = new ArrayList<>(Turn.news(before, now));
    news.addAll(changes.news());
    boolean cured =
        before.stream().anyMatch(Finding::isError) && now.stream().noneMatch(Finding::isError);
    return new Turn(changes.objects(), news, cured);
  }

  private Changes settle(Iterable<ObjectKey> affected) {
    var changes = new Changes();
    for (ObjectKey key : affected) {
      List<Claim> rivals = claims.getOrDefault(key, List.of());
      if (settle(key, rivals)) {
        changes.objects().add(key.ref());
      }
      List<Finding> now = about(key, rivals);
      List<Finding> before =
          now.isEmpty() ? saidOfObjects.remove(key) : saidOfObjects.put(key, now);
      changes.news().addAll(Turn.news(before == null ? List.of() : before, now));
    }
    return changes;
  }

  /**
   * @return whether the world has to hear of it
   */
  private boolean settle(ObjectKey key, List<Claim> rivals) {
    Optional<Claim> before = Optional.ofNullable(inForce.get(key));
    Optional<Claim> now = chosen(rivals, before).filter(claim -> claim.object().isPresent());
    if (now.isPresent()) {
      inForce.put(key, now.get());
    } else {
      inForce.remove(key);
    }
    int more = (now.isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0);
    if (more != 0) {
      kinds.merge(key.ref().kind(), more, Integer::sum);
    }
    return !now.flatMap(Claim::object).equals(before.flatMap(Claim::object));
  }

  /** The version that counts; without a good one, what is in force stays. */
  private static Optional<Claim> chosen(List<Claim> rivals, Optional<Claim> before) {
    for (Claim claim : rivals) {
      if (!claim.refused()) {
        return Optional.of(claim);
      }
      if (before.filter(kept -> kept.file().equals(claim.file())).isPresent()) {
        return before;
      }
    }
    // The file that was good is gone, and another one tries to say the same.
    return rivals.isEmpty()
        ? Optional.empty()
        : before.map(kept -> in(rivals.getFirst(), kept.object()));
  }

  private static Claim in(Claim refused, Optional<WorldObject> object) {
    return new Claim(refused.file(), false, object, refused.span());
  }

  private List<Finding> about(ObjectKey key, List<Claim> rivals) {
    if (rivals.size() < 2 && rivals.stream().noneMatch(Claim::refused)) {
      return List.of();
    }
    Optional<Claim> counts = Optional.ofNullable(inForce.get(key));
    String winner = counts.orElse(rivals.getFirst()).file();
    var findings = new ArrayList<Finding>();
    for (Claim claim : rivals) {
      if (!claim.file().equals(winner)) {
        findings.add(BookFindings.inAnotherFile(key.ref(), claim, winner));
      } else if (claim.refused() && counts.isPresent()) {
        findings.add(BookFindings.lastGoodObject(key.ref(), claim));
      }
    }
    return List.copyOf(findings);
  }
}
