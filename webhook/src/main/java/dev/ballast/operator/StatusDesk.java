package dev.ballast.operator;

import dev.ballast.engine.LiveStatus;
import dev.ballast.engine.LiveStatuses;
import dev.ballast.json.JsonValues;
import dev.ballast.operator.OperatorMeters.Look;
import dev.ballast.source.Node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the status of one object say what it should: reads, compares, writes what differs with the
 * version it read as precondition. What all reconcilers share.
 *
 * @param controllers names under which entries are ours
 * @param leads whether this replica may write
 */
record StatusDesk(
    LiveStatuses statuses,
    Set<String> controllers,
    BooleanSupplier leads,
    EventRecorder events,
    OperatorMeters meters,
    Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(StatusDesk.class);

  /** After so many collisions in a row the SDK's retry takes over, which waits longer. */
  private static final int TRIES = 4;

  /** A moment more, so that a verdict that was left standing is found to be over. */
  private static final Duration SLACK = Duration.ofMillis(50);

  /**
   * @param object as the cache has it
   * @param completed adds what only this kind knows to the wanted status
   */
  <P extends StatusObject> UpdateControl<P> reconcile(
      P object, StatusShape shape, UnaryOperator<ObjectNode> completed, Context<P> context) {
    if (!leads.getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    P current = object;
    for (int i = 0; i < TRIES; i++) {
      Optional<LiveStatus> live = statuses.of(current.ref());
      if (live.isEmpty()) {
        return UpdateControl.noUpdate(); // the engine does not know it yet, and will tell
      }
      try {
        return written(current, shape, live.get(), completed, context);
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return seen(current, Look.GONE);
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          meters.look(current.getKind(), Look.FAILED);
          log.warn(
              "status of {} not written, will retry why=\"{}\"", current.ref(), e.getMessage());
          throw e;
        }
        meters.look(current.getKind(), Look.CONFLICT);
        P fresh = context.getClient().resource(object).get();
        if (fresh == null) {
          return seen(current, Look.GONE);
        }
        current = fresh;
      }
    }
    throw new IllegalStateException(
        "others write the status of " + object.ref() + " faster than it can be read");
  }

  private <P extends StatusObject> UpdateControl<P> written(
      P object,
      StatusShape shape,
      LiveStatus live,
      UnaryOperator<ObjectNode> completed,
      Context<P> context) {
    Optional<ObjectNode> wanted =
        live.status().map(status -> completed.apply((ObjectNode) status.status()));
    OptionalLong generation = wanted.map(StatusTrees::generation).orElse(OptionalLong.empty());
    if (generation.isPresent() && generation.getAsLong() != object.generation()) {
      // Either the engine or this cache is behind; whoever it is will be told and call again.
      return seen(object, Look.STALE);
    }
    ObjectNode stored = object.statusTree();
    var merge = new StatusMerge(shape, controllers);
    var result = merge.merge(stored, wanted, !live.patience().isZero(), clock.instant());
    ObjectNode before = StatusTrees.sorted(stored);
    if (result.status().equals(before)) {
      return again(seen(object, Look.SAME), result, live);
    }
    if (result.held() && !live.grace().isZero()) {
      // The next word is only moments away, and then it is one write instead of two.
      return seen(object, Look.HELD).rescheduleAfter(live.grace());
    }
    long begin = System.nanoTime();
    object.setStatus(JsonValues.map(result.status()));
    P stands = context.resourceOperations().updatePrimaryStatus(object);
    meters.wrote(System.nanoTime() - begin);
    log.debug("status written object=\"{}\"", object.ref());
    events.record(stands, StatusNews.between(shape, controllers, before, result.status()));
    return again(seen(object, Look.WRITTEN), result, live);
  }

  private static <P extends StatusObject> UpdateControl<P> again(
      UpdateControl<P> control, StatusMerge.Result result, LiveStatus live) {
    return result.held() ? control.rescheduleAfter(live.patience().plus(SLACK)) : control;
  }

  private <P extends StatusObject> UpdateControl<P> seen(P object, Look look) {
    meters.look(object.getKind(), look);
    return UpdateControl.noUpdate();
  }
}
