package dev.ballast.traffic;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1, some at once, and keeps every answer. It speaks over plain sockets
 * because it must choose the Host header and its own source address.
 */
public final class LoadClient {
  private final InetSocketAddress target;

  public LoadClient(InetSocketAddress target) {
    this.target = target;
  }

  public static LoadClient toPort(int port) {
    return new LoadClient(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  public Answer send(LoadRequest request) {
    return send(1, 1, request).answers().getFirst();
  }

  public LoadResult send(int requests, int inFlight, LoadRequest request) {
    return send(requests, inFlight, index -> request);
  }

  /**
   * @param requests how many to send
   * @param inFlight how many at once; each has a connection of its own, kept open
   * @param request makes the request of that number, from 0
   */
  public LoadResult send(int requests, int inFlight, IntFunction<LoadRequest> request) {
    var answers = new Answer[requests];
    Arrays.fill(answers, Answer.none("not sent"));
    var next = new AtomicInteger();
    int lanes = Math.min(inFlight, requests);
    // All lanes are connected before the first request is sent, so that "at once" is at once.
    var ready = new CountDownLatch(lanes);
    var work = new ArrayList<Callable<@Nullable Void>>();
    for (int lane = 0; lane < lanes; lane++) {
      work.add(
          () -> {
            drain(next, request, ready, answers);
            return null;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<@Nullable Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending requests", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane of the load client broke", e.getCause());
    }
    return new LoadResult(List.of(answers));
  }

  /** A connection of its own, opened with the first request. */
  HttpLane lane() {
    return new HttpLane(target);
  }

  private void drain(
      AtomicInteger next, IntFunction<LoadRequest> request, CountDownLatch ready, Answer[] answers)
      throws InterruptedException {
    int index = next.getAndIncrement();
    HttpLane lane = lane();
    try {
      lane.connectQuietly(request.apply(index).source());
      ready.countDown();
      ready.await();
      for (; index < answers.length; index = next.getAndIncrement()) {
        answers[index] = lane.answerTo(request.apply(index));
      }
    } finally {
      lane.close();
    }
  }
}
