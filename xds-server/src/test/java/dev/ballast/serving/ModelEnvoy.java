package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Behaves as Envoy 1.40 was seen to behave, and complains where Envoy would drop requests: clusters
 * warm until their endpoints arrive and hold back the answer to clusters meanwhile; endpoints and
 * routes are asked for by name, once; a response with something bad is refused, its good clusters
 * and listeners are kept all the same; when endpoints are refused, no cluster waits any longer.
 */
final class ModelEnvoy {
  private final boolean isDelta;
  private final Map<ResourceType, Map<String, Message>> held = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Map<String, String>> versions = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, Set<String>> asked = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, String> lastVersion = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, String> lastNonce = new EnumMap<>(ResourceType.class);

  /** Names that may come once unchanged, for each time they were asked for or their user came. */
  private final Map<ResourceType, List<String>> excused = new EnumMap<>(ResourceType.class);

  private final Set<String> warming = new LinkedHashSet<>();
  private final Set<String> warmingAtConnect = new HashSet<>();
  private final Set<String> active = new HashSet<>();

  /** New ones whose wait ended without an answer. */
  private final Set<String> empty = new HashSet<>();

  private final Set<String> unanswered = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();
  private Set<String> missing = Set.of();
  private final List<Ask> heldBack = new ArrayList<>();

  final ArrayDeque<Push> inbox = new ArrayDeque<>();
  final ArrayDeque<Ask> outbox = new ArrayDeque<>();
  int refusals;
  int delivered;

  ModelEnvoy(boolean isDelta) {
    this.isDelta = isDelta;
    for (ResourceType type : ResourceType.values()) {
      held.put(type, new HashMap<>());
      versions.put(type, new HashMap<>());
      asked.put(type, new HashSet<>());
      excused.put(type, new ArrayList<>());
    }
  }

  Map<String, Message> held(ResourceType type) {
    return of(held, type);
  }

  Set<String> warming() {
    return warming;
  }

  Set<String> unanswered() {
    return unanswered;
  }

  private static <V> V of(Map<ResourceType, V> map, ResourceType type) {
    return Objects.requireNonNull(map.get(type));
  }

  /**
   * Whether it holds a cluster or listener that it does not count, or counts one that it dropped:
   * it did so because of a response that it refused. Should the stream end right then, nobody could
   * know.
   */
  boolean hidesSomething() {
    return !hidden.isEmpty();
  }

  /**
   * Envoy stops waiting for endpoints after a while. That must be needed only for what was warming
   * when the stream broke, and changed back meanwhile: both versions are then what they should be,
   * and it does not tell that it waits.
   */
  boolean timesOut() {
    var late = warming.stream().filter(warmingAtConnect::contains).toList();
    late.forEach(this::warm);
    release();
    return !late.isEmpty();
  }

  void connect() {
    warmingAtConnect.clear();
    warmingAtConnect.addAll(warming);
    inbox.clear();
    outbox.clear();
    heldBack.clear();
    lastNonce.clear();
    for (var type :
        List.of(
            ResourceType.CLUSTER,
            ResourceType.ENDPOINT,
            ResourceType.LISTENER,
            ResourceType.ROUTE)) {
      boolean isWildcard = type == ResourceType.CLUSTER || type == ResourceType.LISTENER;
      if (!isWildcard && of(asked, type).isEmpty()) {
        continue;
      }
      var names = List.copyOf(of(asked, type));
      names.forEach(of(excused, type)::add);
      outbox.add(
          isDelta
              ? new Ask.Delta(
                  type, names, List.of(), new TreeMap<>(of(versions, type)), "", Optional.empty())
              : new Ask.Full(
                  type, names, lastVersion.getOrDefault(type, ""), "", Optional.empty()));
    }
    if (!isDelta) {
      // It can name a version of the whole type only. So what it gets again is not held against the
      // server.
      held.forEach((type, all) -> of(excused, type).addAll(all.keySet()));
    }
  }

  /** Takes the oldest response. */
  void read() {
    var push = inbox.remove();
    delivered += push.resources().size();
    lastNonce.put(push.type(), push.nonce());
    var bad = push.resources().stream().filter(each -> SmallWorld.isBad(each.message())).toList();
    if (bad.isEmpty()) {
      push.resources().forEach(each -> take(push.type(), each, true));
      leave(push);
      lastVersion.put(push.type(), push.version());
      answer(push, Optional.empty());
    } else {
      refuse(push, bad);
    }
    follow();
    checkRoutes();
    release();
  }

  private void refuse(Push push, List<Resource> bad) {
    refusals++;
    if (push.type() == ResourceType.ENDPOINT) {
      warming.stream().filter(name -> !active.contains(name)).forEach(empty::add);
      List.copyOf(warming).forEach(this::stopWarming);
    }
    boolean isOneByOne =
        push.type() == ResourceType.CLUSTER || push.type() == ResourceType.LISTENER;
    boolean isPartial =
        isOneByOne && bad.stream().noneMatch(each -> SmallWorld.breaksAConstraint(each.message()));
    String words = "Proto constraint validation failed";
    if (isPartial) {
      var text = new StringBuilder("Error adding/updating things(s)");
      for (Resource each : bad) {
        text.append(' ').append(each.name()).append(": bad\n");
      }
      words = text.toString();
      push.resources().stream()
          .filter(each -> !bad.contains(each))
          .forEach(each -> take(push.type(), each, false));
      var counted = Map.copyOf(of(versions, push.type()));
      leave(push);
      counted.forEach(
          (name, version) -> {
            if (!of(held, push.type()).containsKey(name)) {
              of(versions, push.type()).put(name, version);
              hidden.add(push.type() + name);
            }
          });
    }
    // Only what was accepted as a whole counts; the rest may come again, and so may what it was
    // told
    // to drop.
    of(excused, push.type()).addAll(push.removed());
    push.resources()
        .forEach(
            each -> {
              of(excused, push.type()).add(each.name());
              excuseFollower(push.type(), each.name());
            });
    answer(push, Optional.of(words));
  }

  /** All is delivered: what may come next has changed. */
  void settle() {
    excused.values().forEach(List::clear);
  }

  private void take(ResourceType type, Resource resource, boolean counts) {
    var name = resource.name();
    boolean isByName = type == ResourceType.ENDPOINT || type == ResourceType.ROUTE;
    if (isByName && !of(asked, type).contains(name)) {
      return;
    }
    var before = of(held, type).put(name, resource.message());
    boolean isSame = resource.message().equals(before);
    boolean isFull = !isDelta && (type == ResourceType.CLUSTER || type == ResourceType.LISTENER);
    if (isSame && resource.version().equals(of(versions, type).get(name)) && !isFull) {
      assertThat(of(excused, type)).as("%s %s was sent again unchanged", type, name).contains(name);
      of(excused, type).remove(name);
    }
    if (!counts && (type == ResourceType.LISTENER || of(versions, type).containsKey(name))) {
      hidden.add(type + name);
    }
    if (counts) {
      hidden.remove(type + name);
      of(versions, type).put(name, resource.version());
    }
    unanswered.remove(type + name);
    switch (type) {
      case CLUSTER -> {
        if (!isSame) {
          warming.add(name);
        }
      }
      case ENDPOINT -> warm(name);
      case LISTENER, ROUTE, SECRET -> {}
    }
    excuseFollower(type, name);
  }

  private void excuseFollower(ResourceType type, String name) {
    if (type == ResourceType.CLUSTER) {
      of(excused, ResourceType.ENDPOINT).add(name);
    } else if (type == ResourceType.LISTENER) {
      of(excused, ResourceType.ROUTE).add(name);
    }
  }

  private void warm(String name) {
    empty.remove(name);
    stopWarming(name);
  }

  private void stopWarming(String name) {
    warmingAtConnect.remove(name);
    if (warming.remove(name)) {
      active.add(name);
    }
  }

  private void leave(Push push) {
    var type = push.type();
    for (String name : push.removed()) {
      unanswered.remove(type + name);
      if (type == ResourceType.ENDPOINT) {
        // Envoy keeps the endpoints it has, but waits no longer.
        warm(name);
        of(versions, type).remove(name);
      } else {
        drop(type, name);
      }
    }
    if (!isDelta && (type == ResourceType.CLUSTER || type == ResourceType.LISTENER)) {
      var listed = new HashSet<String>();
      push.resources().forEach(each -> listed.add(each.name()));
      List.copyOf(of(held, type).keySet()).stream()
          .filter(name -> !listed.contains(name))
          .forEach(name -> drop(type, name));
    }
  }

  private void drop(ResourceType type, String name) {
    of(held, type).remove(name);
    of(versions, type).remove(name);
    hidden.remove(type + name);
    if (type == ResourceType.CLUSTER) {
      warming.remove(name);
      active.remove(name);
      empty.remove(name);
    }
  }

  /** Asks for the endpoints of its clusters and the routes of its listeners, no others. */
  private void follow() {
    follow(ResourceType.CLUSTER, ResourceType.ENDPOINT);
    follow(ResourceType.LISTENER, ResourceType.ROUTE);
  }

  private void follow(ResourceType user, ResourceType type) {
    var wanted = of(held, user).keySet();
    var more = new ArrayList<>(wanted);
    more.removeAll(of(asked, type));
    var less = new ArrayList<>(of(asked, type));
    less.removeAll(wanted);
    if (more.isEmpty() && less.isEmpty()) {
      return;
    }
    of(asked, type).addAll(more);
    less.forEach(
        name -> {
          of(asked, type).remove(name);
          unanswered.remove(type + name);
          drop(type, name);
        });
    of(excused, type).addAll(more);
    if (isDelta) {
      more.forEach(name -> unanswered.add(type + name));
    }
    outbox.add(
        isDelta
            ? new Ask.Delta(type, more, less, Map.of(), "", Optional.empty())
            : new Ask.Full(
                type,
                List.copyOf(of(asked, type)),
                lastVersion.getOrDefault(type, ""),
                lastNonce.getOrDefault(type, ""),
                Optional.empty()));
  }

  private void answer(Push push, Optional<String> refusal) {
    Ask ask =
        isDelta
            ? new Ask.Delta(push.type(), List.of(), List.of(), Map.of(), push.nonce(), refusal)
            : new Ask.Full(
                push.type(),
                push.type() == ResourceType.ENDPOINT || push.type() == ResourceType.ROUTE
                    ? List.copyOf(of(asked, push.type()))
                    : List.of(),
                lastVersion.getOrDefault(push.type(), ""),
                push.nonce(),
                refusal);
    if (push.type() == ResourceType.CLUSTER) {
      if (!isDelta) {
        heldBack.clear();
      }
      heldBack.add(ask);
    } else {
      outbox.add(ask);
    }
  }

  private void release() {
    if (warming.isEmpty()) {
      outbox.addAll(heldBack);
      heldBack.clear();
    }
  }

  private void checkRoutes() {
    of(held, ResourceType.ROUTE)
        .values()
        .forEach(
            message -> {
              for (Route route :
                  ((RouteConfiguration) message).getVirtualHosts(0).getRoutesList()) {
                if (route.hasRoute()) {
                  var cluster = route.getRoute().getCluster();
                  assertThat(active.contains(cluster) || mayMiss(cluster))
                      .as(
                          "a route leads to %s, which is %s",
                          cluster, held(ResourceType.CLUSTER).get(cluster))
                      .isTrue();
                  assertThat(!empty.contains(cluster) || mayMiss(cluster))
                      .as("a route leads to %s, which still lacks its endpoints", cluster)
                      .isTrue();
                }
              }
            });
  }

  /** Clusters that are withheld, so that routes to them have nowhere to go. */
  void mayMiss(Set<String> names) {
    missing = names;
  }

  private boolean mayMiss(String cluster) {
    return missing.contains(cluster);
  }
}
