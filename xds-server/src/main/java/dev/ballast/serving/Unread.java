package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.SECRET;

import dev.ballast.snapshot.ResourceType;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What was written and may still lie between us and the Envoy. The connection takes it all: Envoy
 * opens a window of 256 MiB, and the kernel keeps several. So an Envoy that stands still is known
 * by its silence only.
 *
 * <p>What clusters warm by is counted apart: they may be what the Envoy needs to go on answering.
 */
final class Unread {
  private static final Set<ResourceType> WARMING = Set.of(ENDPOINT, SECRET);

  private record Response(long nonce, ResourceType type, long bytes) {}

  private final ArrayDeque<Response> responses = new ArrayDeque<>();
  private final Map<ResourceType, Long> bytes = new EnumMap<>(ResourceType.class);
  private final long limit;

  /**
   * @param limit bytes at which nothing more is written; what reaches the limit may exceed it
   */
  Unread(long limit) {
    this.limit = limit;
  }

  boolean isFull(ResourceType type) {
    boolean warms = WARMING.contains(type);
    return bytes.entrySet().stream()
            .filter(each -> WARMING.contains(each.getKey()) == warms)
            .mapToLong(Map.Entry::getValue)
            .sum()
        >= limit;
  }

  void wrote(long nonce, ResourceType type, long size) {
    responses.add(new Response(nonce, type, size));
    bytes.merge(type, size, Long::sum);
  }

  /** The Envoy answered a response, so it has read all that went before it, too. */
  void readUpTo(long nonce) {
    while (!responses.isEmpty() && responses.peek().nonce() <= nonce) {
      var read = responses.remove();
      bytes.merge(read.type(), -read.bytes(), Long::sum);
    }
  }

  /** The Envoy asks for something by itself, which it does once it has read what tells it to. */
  void readAll() {
    responses.clear();
    bytes.clear();
  }
}
