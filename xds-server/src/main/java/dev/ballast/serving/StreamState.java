package dev.ballast.serving;

import com.google.protobuf.Empty;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one stream is about: the topics, and what is to be had. Shared by the parts of a
 * conversation.
 */
final class StreamState {
  final boolean isDelta;
  private final Map<ResourceType, Topic> topics = new EnumMap<>(ResourceType.class);
  private View view = View.NONE;
  private boolean cameWithState;

  StreamState(boolean isDelta) {
    this.isDelta = isDelta;
    for (ResourceType type : ResourceType.values()) {
      topics.put(type, new Topic(type));
    }
  }

  Topic topic(ResourceType type) {
    var topic = topics.get(type);
    if (topic == null) {
      throw new IllegalStateException("no topic for " + type);
    }
    return topic;
  }

  Collection<Topic> topics() {
    return topics.values();
  }

  View view() {
    return view;
  }

  void view(View next) {
    view = next;
  }

  /** Whether the Envoy told of things it holds from an earlier stream. */
  boolean cameWithState() {
    return cameWithState;
  }

  void comesWithState() {
    cameWithState = true;
  }

  void holdsFromEarlier(Topic topic, Map<String, String> versions) {
    versions.forEach((name, version) -> topic.hold(stranger(topic.type, name, version)));
    cameWithState |= !versions.isEmpty();
  }

  /** Something an Envoy holds of which only the name, and maybe the version, is known. */
  static Resource stranger(ResourceType type, String name, String version) {
    return new Resource(type, name, version, Empty.getDefaultInstance(), List.of(), List.of());
  }

  /** A cluster that the Envoy holds although this stream never saw it accepted. */
  Resource leftover(String cluster) {
    return isDelta
        ? stranger(ResourceType.CLUSTER, cluster, "unknown")
        : Leftovers.placeholder(cluster);
  }

  static boolean isStranger(Resource resource) {
    return resource.message() instanceof Empty || Leftovers.isPlaceholder(resource);
  }

  /** Whether the Envoy accepted the content that it is to have, in whatever version. */
  boolean isKnownToHoldWanted(Topic topic, String name) {
    var wanted = wanted(topic, name);
    return wanted != null && topic.held.isKnownToHold(wanted);
  }

  /** What this Envoy is to have under the name; null for nothing. */
  @Nullable Resource wanted(Topic topic, String name) {
    var published = view.published(topic.type, name);
    if (published == null) {
      return null;
    }
    var rejection = view.rejection(topic.type, name);
    if (rejection == null) {
      return published;
    }
    // What this Envoy has accepted itself, or is just looking at, it keeps; but a list that goes
    // out
    // ahead of its answer would repeat what another refused.
    var sent = topic.held.sent(name);
    boolean isRepeated = topic.held.isInFlight(name) && Subscriptions.isListedWhole(this, topic);
    if (sent != null && sent.version().equals(published.version()) && !isRepeated) {
      return published;
    }
    return rejection.substitute().orElse(null);
  }
}
