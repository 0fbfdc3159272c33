package dev.ballast.admission.server;

import dev.ballast.admission.Admission;
import dev.ballast.admission.Answer;
import dev.ballast.admission.Decision;
import dev.ballast.admission.Door;
import dev.ballast.admission.Review;
import dev.ballast.admission.ReviewReader;
import dev.ballast.finding.Finding;
import dev.ballast.world.World;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one review after the other, counts them, and writes a line for each refusal. Whatever
 * happens, there is an answer.
 */
final class DoorKeeper {
  private static final Logger log = LoggerFactory.getLogger(DoorKeeper.class);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final Admission admission;
  private final Supplier<World> world;
  private final Clock clock;
  private final AdmissionMeters meters;

  private final AtomicInteger inside = new AtomicInteger();
  private volatile long lastCall = System.nanoTime();
  private volatile boolean leaving;

  DoorKeeper(Admission admission, Supplier<World> world, Clock clock, AdmissionMeters meters) {
    this.admission = admission;
    this.world = world;
    this.clock = clock;
    this.meters = meters;
  }

  Reply answer(Door door, byte[] body) {
    long begin = System.nanoTime();
    inside.incrementAndGet();
    lastCall = begin;
    try {
      return switch (read(body)) {
        case ReviewReader.Outcome.Read(var review) -> answered(door, review, begin);
        case ReviewReader.Outcome.Unreadable unreadable -> unreadable(door, unreadable, begin);
      };
    } finally {
      inside.decrementAndGet();
    }
  }

  private static ReviewReader.Outcome read(byte[] body) {
    try {
      return ReviewReader.read(body);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("bug: a review could not be read bytes={}", body.length, e);
      return ReviewReader.Outcome.Unreadable.because("a bug in Ballast keeps it from reading this");
    }
  }

  private Reply answered(Door door, Review review, long begin) {
    String verdict;
    byte[] answer;
    try {
      var decision = admission.decide(door, review, world.get(), clock.instant());
      answer = Answer.of(review, decision);
      verdict = decision.verdict();
      if (decision instanceof Decision.Refused refused) {
        logRefusal(door, review, refused);
      }
    } catch (RuntimeException | StackOverflowError e) {
      log.error(
          "bug: admission broke, object let through door={} object={} uid={}",
          door.label(),
          OneLine.of(review.subject()),
          OneLine.of(review.uid()),
          e);
      answer = Answer.unchecked(review);
      verdict = AdmissionMeters.UNCHECKED;
    }
    meters.answered(door, verdict, review.isDryRun(), since(begin));
    return new Reply(OK, answer);
  }

  private Reply unreadable(Door door, ReviewReader.Outcome.Unreadable unreadable, long begin) {
    log.warn(
        "admission door={} verdict={} uid={} why=\"{}\"",
        door.label(),
        AdmissionMeters.UNREADABLE,
        OneLine.of(unreadable.uid()),
        unreadable.why());
    meters.answered(door, AdmissionMeters.UNREADABLE, false, since(begin));
    // Only an answer by name is taken from a body; without one, the status has to tell.
    return new Reply(unreadable.uid().isEmpty() ? BAD_REQUEST : OK, Answer.of(unreadable));
  }

  private static void logRefusal(Door door, Review review, Decision.Refused refused) {
    log.info(
        "admission door={} verdict={} object={} operation={} codes={} user={} dry_run={} uid={}",
        door.label(),
        refused.verdict(),
        OneLine.of(review.subject()),
        OneLine.of(review.operation()),
        refused.errors().stream().map(Finding::code).distinct().collect(Collectors.joining(",")),
        OneLine.of(review.user()),
        review.isDryRun(),
        OneLine.of(review.uid()));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** From now on every answer asks the caller to use another connection. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Whether nobody is inside, and nobody came for some time. */
  boolean isQuiet(Duration quiet) {
    return inside.get() == 0 && since(lastCall).compareTo(quiet) >= 0;
  }
}
