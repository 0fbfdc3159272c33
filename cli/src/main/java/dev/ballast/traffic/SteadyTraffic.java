package dev.ballast.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests at a constant rate on connections that are kept open, each answer judged at once. The
 * rate does not follow the answers: every request has its moment, and one that is sent late, since
 * all connections wait for answers, is counted from its moment on. Runs until closed.
 *
 * <p>A connection that ends without {@code connection: close} costs the request that meets it; it
 * is not sent again.
 */
public final class SteadyTraffic implements AutoCloseable {
  private static final int SHOWN = 20;

  /** How long an answer may take before the connection counts as broken; see {@link HttpLane}. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(35);

  private final LoadClient client;
  private final List<Probe> probes;
  private final Consumer<Timed> listener;
  private final long interval;
  private final long begin = System.nanoTime();
  private final List<Thread> lanes = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  // Guarded by the lock.
  private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private long next;
  private long answers;
  private long wrongBackends;
  private long slowest;
  private boolean closed;

  /**
   * What is sent in turn, and who may answer.
   *
   * @param backends pods that may answer now; asked when a request leaves and when its answer is
   *     there, and either will do
   */
  public record Probe(LoadRequest request, Supplier<Set<String>> backends) {
    public Probe(LoadRequest request, Set<String> backends) {
      this(request, () -> backends);
    }
  }

  /**
   * An answer with its times, in nanoseconds of {@link System#nanoTime}.
   *
   * @param sentAt when it was really sent, which is later than due if all connections were busy
   */
  public record Timed(LoadRequest request, Answer answer, long sentAt, long answeredAt) {}

  /**
   * What came of it.
   *
   * @param byStatus answers by HTTP status; zero when no answer came
   * @param wrongBackends answers with status 200 from a pod that may not answer
   * @param complaints the first of those that were not right, in words
   * @param slowest longest time from the moment of a request to its answer
   */
  public record Report(
      long answers,
      SortedMap<Integer, Long> byStatus,
      long wrongBackends,
      List<String> complaints,
      Duration slowest) {

    /** Whether every answer was a 200 from a right backend. */
    public boolean isClean() {
      return wrongBackends == 0 && byStatus.keySet().stream().allMatch(status -> status == 200);
    }

    @Override
    public String toString() {
      return "%d answers, by status %s, %d from a wrong backend, slowest %d ms%s"
          .formatted(
              answers,
              byStatus,
              wrongBackends,
              slowest.toMillis(),
              complaints.isEmpty() ? "" : "\n  " + String.join("\n  ", complaints));
    }
  }

  private SteadyTraffic(
      LoadClient client, int perSecond, List<Probe> probes, Consumer<Timed> listener) {
    this.client = client;
    this.probes = List.copyOf(probes);
    this.listener = listener;
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
  }

  public static SteadyTraffic start(
      LoadClient client, int perSecond, int connections, List<Probe> probes) {
    return start(client, perSecond, connections, probes, unheard -> {});
  }

  /**
   * @param connections requests that can be under way at once
   * @param listener told each answer, on the thread of its connection
   */
  public static SteadyTraffic start(
      LoadClient client,
      int perSecond,
      int connections,
      List<Probe> probes,
      Consumer<Timed> listener) {
    var traffic = new SteadyTraffic(client, perSecond, probes, listener);
    for (int lane = 0; lane < connections; lane++) {
      traffic.lanes.add(Thread.ofVirtual().name("traffic-" + lane).start(traffic::run));
    }
    return traffic;
  }

  /** What came of it so far. */
  public Report report() {
    lock.lock();
    try {
      return new Report(
          answers,
          new TreeMap<>(byStatus),
          wrongBackends,
          List.copyOf(complaints),
          Duration.ofNanos(slowest));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many more answers have come, whatever they say. */
  public void await(long more) throws InterruptedException {
    lock.lock();
    try {
      long until = answers + more;
      while (answers < until && !closed) {
        answered.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Sends no more, waits for the answers to what was sent, and tells what came of all of it. */
  public Report stop() {
    lock.lock();
    try {
      closed = true;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      for (Thread lane : lanes) {
        lane.join(LONGEST_ANSWER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return report();
  }

  private void run() {
    try (var lane = client.lane()) {
      for (long number = take(); number >= 0; number = take()) {
        long due = begin + number * interval;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        send(lane, probes.get((int) (number % probes.size())), due);
      }
    }
  }

  /** The number of the next request; negative when there is none. */
  private long take() {
    lock.lock();
    try {
      return closed ? -1 : next++;
    } finally {
      lock.unlock();
    }
  }

  private void send(HttpLane lane, Probe probe, long due) {
    var allowed = new HashSet<>(probe.backends().get());
    long sentAt = System.nanoTime();
    var answer = lane.answerTo(probe.request());
    long answeredAt = System.nanoTime();
    allowed.addAll(probe.backends().get());
    boolean isWrongBackend =
        answer.status() == 200 && answer.pod().filter(allowed::contains).isEmpty();
    listener.accept(new Timed(probe.request(), answer, sentAt, answeredAt));
    lock.lock();
    try {
      answers++;
      byStatus.merge(answer.status(), 1L, Long::sum);
      wrongBackends += isWrongBackend ? 1 : 0;
      slowest = Math.max(slowest, answeredAt - due);
      if ((isWrongBackend || answer.status() != 200) && complaints.size() < SHOWN) {
        complaints.add(complaint(probe, answer, sentAt, allowed));
      }
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String complaint(Probe probe, Answer answer, long sentAt, Set<String> allowed) {
    String what =
        answer.status() == 200
            ? answer.pod().orElse("nobody") + " instead of " + allowed
            : answer.status() + " " + answer.body().strip();
    return "at %d ms %s: %s"
        .formatted(Duration.ofNanos(sentAt - begin).toMillis(), probe.request().path(), what);
  }
}
