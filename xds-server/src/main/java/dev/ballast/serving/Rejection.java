package dev.ballast.serving;

import com.google.protobuf.Message;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of a refused resource: the published form is not sent again until its content changes.
 * Shared by the streams of a gateway, so that an Envoy that connects later gets the good form at
 * once.
 *
 * @param published what is published and withheld
 * @param lastGood the form that was accepted before; empty when there was none
 * @param quarantine the routes under suspicion; empty for other types
 * @param search which of the suspects are let go on trial
 * @param refused the contents that an Envoy refused
 * @param substitute what is sent instead; empty when nothing is
 * @param words why, in Envoy's words
 */
record Rejection(
    Resource published,
    Optional<Resource> lastGood,
    Quarantine quarantine,
    SuspectSearch search,
    List<Message> refused,
    Optional<Resource> substitute,
    String words) {
  /** After so many refusals suspects stay where they are: Envoys may disagree without end. */
  private static final int MOST_REFUSALS = 50;

  static Rejection of(
      Resource published, Optional<Resource> lastGood, String words, Snapshot snapshot) {
    var refused = List.of(published.message());
    var named = named(published, published, lastGood, words);
    return form(published, named, refused, snapshot)
        .map(
            form ->
                new Rejection(
                    published,
                    lastGood,
                    named,
                    SuspectSearch.DONE,
                    refused,
                    Optional.of(form),
                    words))
        .orElseGet(() -> fresh(published, lastGood, refused, words, snapshot));
  }

  private static Quarantine suspects(Resource published, Optional<Resource> lastGood) {
    return published.message() instanceof RouteConfiguration routes
        ? Quarantine.of(routes, lastGood.map(good -> (RouteConfiguration) good.message()))
        : Quarantine.EMPTY;
  }

  /** Those of the suspects that Envoy's words are about. */
  private static Quarantine named(
      Resource published, Resource form, Optional<Resource> lastGood, String words) {
    return form.message() instanceof RouteConfiguration routes
        ? suspects(published, lastGood).named(words, routes)
        : Quarantine.EMPTY;
  }

  private static Rejection fresh(
      Resource published,
      Optional<Resource> lastGood,
      List<Message> refused,
      String words,
      Snapshot snapshot) {
    var suspects = suspects(published, lastGood);
    for (Quarantine quarantine : List.of(suspects, suspects.leavingOut())) {
      var form = form(published, quarantine, refused, snapshot);
      if (form.isPresent()) {
        var search = SuspectSearch.among(quarantine.suspects().keySet());
        return new Rejection(published, lastGood, quarantine, search, refused, form, words);
      }
    }
    return new Rejection(
        published,
        lastGood,
        suspects,
        SuspectSearch.DONE,
        refused,
        lastGood.filter(good -> isNew(good, refused)),
        words);
  }

  boolean concerns(Message content) {
    return content.equals(published.message())
        || substitute.filter(form -> form.message().equals(content)).isPresent();
  }

  /** The objects whose routes are withheld; empty when it is the whole resource. */
  Set<ObjectRef> culprits() {
    return quarantine.owners(published);
  }

  /**
   * The substitute was refused as well. Either it was a trial, or what else changed since the last
   * good form is under suspicion too.
   */
  Rejection alsoRefused(
      Resource form, Optional<Resource> acceptedMeanwhile, String words, Snapshot snapshot) {
    var all = new ArrayList<>(refused);
    all.add(form.message());
    var named = named(published, form, lastGood, words);
    if (!named.isEmpty()) {
      return alsoRefused(named, all, words, snapshot);
    }
    boolean isTrial =
        search.trial().isPresent()
            && substitute.filter(out -> out.message().equals(form.message())).isPresent();
    if (isTrial) {
      return searched(quarantine, search.refused(), all, snapshot);
    }
    return fresh(published, acceptedMeanwhile.or(() -> lastGood), all, words, snapshot);
  }

  /** What the words are about is guilty, whatever is found out about the others. */
  private Rejection alsoRefused(
      Quarantine named, List<Message> known, String why, Snapshot snapshot) {
    var all = quarantine.with(named);
    var open = new HashSet<>(quarantine.suspects().keySet());
    open.removeAll(named.suspects().keySet());
    var next = searched(all, search.within(open), known, snapshot);
    return next.saying(words.contains(why) ? words : words + "; " + why);
  }

  private Rejection saying(String all) {
    return new Rejection(published, lastGood, quarantine, search, refused, substitute, all);
  }

  /**
   * An Envoy accepted what is sent instead: those on trial are free, and the next ones go on trial.
   *
   * @return empty when that tells nothing new
   */
  Optional<Rejection> accepted(Resource form, Snapshot snapshot) {
    boolean isCurrent = substitute.filter(out -> out.version().equals(form.version())).isPresent();
    boolean isLastGood = lastGood.filter(good -> good.version().equals(form.version())).isPresent();
    if (!isCurrent || isLastGood || search.equals(SuspectSearch.DONE)) {
      return Optional.empty();
    }
    return Optional.of(
        searched(
            quarantine.without(search.onTrial()),
            search.trial().isPresent() ? search.accepted() : search,
            refused,
            snapshot));
  }

  /** With the next suspects on trial; contents that were refused already need no second try. */
  private Rejection searched(
      Quarantine suspects, SuspectSearch state, List<Message> known, Snapshot snapshot) {
    var next = known.size() < MOST_REFUSALS ? state.next() : SuspectSearch.DONE;
    var form = form(published, suspects.without(next.onTrial()), known, snapshot);
    while (form.isEmpty() && next.trial().isPresent()) {
      next = next.refused().next();
      form = form(published, suspects.without(next.onTrial()), known, snapshot);
    }
    return new Rejection(
        published, lastGood, suspects, next, List.copyOf(known), form.or(() -> lastGood), words);
  }

  /**
   * The rejection that remains after a publish; empty when the refused content is gone.
   *
   * <p>A route configuration is judged by its routes: suspected ones that did not change stay in
   * quarantine, all else is new.
   */
  Optional<Rejection> republished(Resource next, Snapshot snapshot) {
    if (next.message().equals(published.message())) {
      return Optional.of(kept(next, quarantine, search, refused, snapshot));
    }
    if (next.message() instanceof RouteConfiguration routes) {
      var still = quarantine.within(routes);
      if (!still.isEmpty()) {
        var left = search.within(still.suspects().keySet());
        return Optional.of(kept(next, still, left, List.of(), snapshot));
      }
    }
    return Optional.empty();
  }

  private Rejection kept(
      Resource next,
      Quarantine suspects,
      SuspectSearch state,
      List<Message> known,
      Snapshot snapshot) {
    var form =
        form(next, suspects.without(state.onTrial()), known, snapshot)
            .or(() -> lastGood.filter(good -> isNew(good, known)));
    return new Rejection(next, lastGood, suspects, state, known, form, words);
  }

  private static Optional<Resource> form(
      Resource published, Quarantine quarantine, List<Message> refused, Snapshot snapshot) {
    return published.message() instanceof RouteConfiguration routes && !quarantine.isEmpty()
        ? Optional.of(quarantine.form(published, routes, snapshot))
            .filter(form -> isNew(form, refused))
        : Optional.empty();
  }

  private static boolean isNew(Resource form, List<Message> refused) {
    return refused.stream().noneMatch(form.message()::equals);
  }
}
