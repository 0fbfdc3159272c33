package dev.ballast.bench;

import dev.ballast.traffic.Answer;
import dev.ballast.traffic.HttpLane;
import dev.ballast.traffic.LoadRequest;
import dev.ballast.traffic.LoopbackBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Asks Envoy one thing after another on one connection. For one thread. */
public final class Prober implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(1);

  /** Where chance chooses, it leaves an endpoint out once in 10^12 such series. */
  private static final int TURNS_OF_AN_ENDPOINT = 30;

  private final HttpLane lane;
  private final Duration pause;
  private int failures;

  /** To a port of 127.0.0.1, without a pause. */
  public Prober(int port) {
    this(port, Duration.ZERO);
  }

  /**
   * To a port of 127.0.0.1.
   *
   * @param pause between an answer that proves nothing and the next request
   */
  public Prober(int port, Duration pause) {
    lane = HttpLane.toPort(port);
    this.pause = pause;
  }

  /** The endpoint that an answer comes from. */
  public static Optional<String> endpoint(Answer answer) {
    return answer.status() == 200 ? answer.header(LoopbackBackend.ENDPOINT) : Optional.empty();
  }

  /** Which of Envoy's connections to that endpoint it came over. */
  static String connection(Answer answer) {
    return answer.header(LoopbackBackend.CONNECTION).orElse("");
  }

  /** Answers other than 200, and requests without an answer. */
  public int failures() {
    return failures;
  }

  /** Empty when Envoy does not take requests (yet). */
  public Optional<Answer> ask(LoadRequest request) {
    try {
      return Optional.of(lane.exchange(request));
    } catch (IOException e) {
      lane.close();
      return Optional.empty();
    }
  }

  /**
   * Asks until an answer proves the change.
   *
   * @param what for the complaint if none ever does
   * @return when that answer was there
   */
  public Moment askUntil(LoadRequest request, Predicate<Answer> proves, String what) {
    return askUntil(request, proves, what, PATIENCE);
  }

  public Moment askUntil(
      LoadRequest request, Predicate<Answer> proves, String what, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<Answer> last = Optional.empty();
    while (System.nanoTime() < deadline) {
      Optional<Answer> answer = ask(request);
      if (answer.filter(seen -> seen.status() == 200).isEmpty()) {
        failures++;
      }
      if (answer.filter(proves).isPresent()) {
        return Moment.now();
      }
      LockSupport.parkNanos((answer.isEmpty() ? BETWEEN_CONNECTS : pause).toNanos());
      last = answer;
    }
    throw new NeverActiveException(
        "%s was not seen within %d s; the last answer at %s was %s"
            .formatted(
                what,
                patience.toSeconds(),
                request.path(),
                last.map(answer -> answer.status() + " " + answer.headers()).orElse("none")));
  }

  /**
   * Asks until every endpoint of a route has answered.
   *
   * @param request of that turn, from 0
   * @return the connection over which each did: from now on Envoy takes these, until the cluster is
   *     another one
   */
  Map<String, String> connectAll(IntFunction<LoadRequest> request, int endpoints) {
    var connections = new HashMap<String, String>();
    int turns = TURNS_OF_AN_ENDPOINT * endpoints;
    for (int turn = 0; turn < turns && connections.size() < endpoints; turn++) {
      ask(request.apply(turn))
          .ifPresent(
              answer ->
                  endpoint(answer)
                      .ifPresent(address -> connections.put(address, connection(answer))));
    }
    if (connections.size() < endpoints) {
      throw new NeverActiveException(
          "only %d of %d endpoints answer at %s: %s"
              .formatted(
                  connections.size(), endpoints, request.apply(0).path(), connections.keySet()));
    }
    return Map.copyOf(connections);
  }

  @Override
  public void close() {
    lane.close();
  }
}
