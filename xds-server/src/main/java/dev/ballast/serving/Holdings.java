package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resources by name, most of them just those that are published. What is published is shared by all
 * streams; only what differs from it is kept here. So a stream at rest costs next to nothing, and a
 * change costs what it changes.
 */
final class Holdings {
  /** With fewer it is not worth the look at all that is published. */
  private static final int FEW = 4;

  private SortedMap<String, Resource> published = Collections.emptySortedMap();

  /** Held in another form than published, or not held although published. */
  private Map<String, Optional<Resource>> apart = new HashMap<>();

  private boolean isFollowing;
  private int size;

  /** How many were apart when it was last looked at whether following pays. */
  private int judgedAt;

  int size() {
    return size;
  }

  @Nullable Resource get(String name) {
    var own = apart.get(name);
    return own == null ? published.get(name) : own.orElse(null);
  }

  boolean contains(String name) {
    return get(name) != null;
  }

  void put(Resource resource) {
    size += contains(resource.name()) ? 0 : 1;
    set(resource.name(), resource);
  }

  void remove(String name) {
    size -= contains(name) ? 1 : 0;
    set(name, null);
  }

  private void set(String name, @Nullable Resource resource) {
    if (isPublished(resource, published.get(name))) {
      apart.remove(name);
    } else {
      apart.put(name, Optional.ofNullable(resource));
    }
  }

  void forEach(Consumer<Resource> action) {
    published.forEach(
        (name, resource) -> {
          if (!apart.containsKey(name)) {
            action.accept(resource);
          }
        });
    apart.values().forEach(own -> own.ifPresent(action));
  }

  boolean anyMatch(Predicate<Resource> condition) {
    return apart.values().stream().anyMatch(own -> own.filter(condition).isPresent())
        || published.values().stream()
            .anyMatch(each -> !apart.containsKey(each.name()) && condition.test(each));
  }

  /**
   * Something else is published now. What is held does not change by that.
   *
   * @param changed names that may be published in another form than before
   */
  void follow(SortedMap<String, Resource> next, Set<String> changed) {
    if (!isFollowing) {
      return;
    }
    for (String name : changed) {
      apart.computeIfAbsent(name, key -> Optional.ofNullable(published.get(key)));
    }
    published = next;
    for (String name : changed) {
      var own = apart.get(name);
      if (own != null && isPublished(own.orElse(null), published.get(name))) {
        apart.remove(name);
      }
    }
  }

  /** Nothing is on its way: a good moment to see whether most is just what is published. */
  void rest(SortedMap<String, Resource> now) {
    if (isFollowing || apart.size() < FEW || apart.size() < 2 * judgedAt) {
      return;
    }
    judgedAt = apart.size();
    var differing = differing(now);
    if (differing.size() < apart.size() / 2) {
      apart = differing;
      published = now;
      isFollowing = true;
    }
  }

  private Map<String, Optional<Resource>> differing(SortedMap<String, Resource> now) {
    var differing = new HashMap<String, Optional<Resource>>();
    apart.forEach(
        (name, own) -> {
          if (!isPublished(own.orElse(null), now.get(name))) {
            differing.put(name, own);
          }
        });
    now.keySet().stream()
        .filter(name -> !apart.containsKey(name))
        .forEach(name -> differing.put(name, Optional.empty()));
    return differing;
  }

  /** Equal versions mean equal content, except where only the version is known. */
  private static boolean isPublished(@Nullable Resource held, @Nullable Resource published) {
    if (held == null || published == null) {
      return held == null && published == null;
    }
    return held.version().equals(published.version()) && !StreamState.isStranger(held);
  }
}
