package dev.ballast.serving;

import com.google.protobuf.Message;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.Snapshot;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of a refused resource: the published form is not sent again until its content changes.
 * Shared by the streams of a gateway, so that an Envoy that connects later gets the good form at
 * once.
 *
 * @param published what is published and withheld
 * @param lastGood the form that was accepted before; empty when there was none
 * @param quarantine the routes under suspicion; empty for other types
 * @param refused the contents that an Envoy refused
 * @param substitute what is sent instead; empty when nothing is
 * @param words why, in Envoy's words
 */
record Rejection(
    Resource published,
    Optional<Resource> lastGood,
    Quarantine quarantine,
    List<Message> refused,
    Optional<Resource> substitute,
    String words) {

  static Rejection of(
      Resource published, Optional<Resource> lastGood, String words, Snapshot snapshot) {
    return build(
        published,
        lastGood,
        suspects(published, lastGood),
        List.of(published.message()),
        words,
        snapshot);
  }

  boolean concerns(Message content) {
    return content.equals(published.message())
        || substitute.filter(form -> form.message().equals(content)).isPresent();
  }

  /**
   * The substitute was refused as well: what else changed since the last good form is under
   * suspicion too.
   */
  Rejection alsoRefused(
      Resource form, Optional<Resource> acceptedMeanwhile, String words, Snapshot snapshot) {
    var all = new ArrayList<>(refused);
    all.add(form.message());
    var good = acceptedMeanwhile.or(() -> lastGood);
    return build(published, good, suspects(published, good), all, words, snapshot);
  }

  /**
   * The rejection that remains after a publish; empty when the refused content is gone.
   *
   * <p>A route configuration is judged by its routes: suspected ones that did not change stay in
   * quarantine, all else is new.
   */
  Optional<Rejection> republished(Resource next, Snapshot snapshot) {
    if (next.message().equals(published.message())) {
      return Optional.of(build(next, lastGood, quarantine, refused, words, snapshot));
    }
    if (next.message() instanceof RouteConfiguration routes) {
      var still = quarantine.within(routes);
      if (!still.isEmpty()) {
        return Optional.of(build(next, lastGood, still, List.of(), words, snapshot));
      }
    }
    return Optional.empty();
  }

  private static Quarantine suspects(Resource published, Optional<Resource> lastGood) {
    return published.message() instanceof RouteConfiguration routes
        ? Quarantine.of(routes, lastGood.map(good -> (RouteConfiguration) good.message()))
        : Quarantine.EMPTY;
  }

  private static Rejection build(
      Resource published,
      Optional<Resource> lastGood,
      Quarantine quarantine,
      List<Message> refused,
      String words,
      Snapshot snapshot) {
    var forms = new ArrayList<Resource>();
    if (published.message() instanceof RouteConfiguration routes && !quarantine.isEmpty()) {
      forms.add(Quarantine.form(published, quarantine.answering(routes, snapshot), snapshot));
      forms.add(Quarantine.form(published, quarantine.leavingOut(routes, snapshot), snapshot));
    }
    lastGood.ifPresent(forms::add);
    var substitute =
        forms.stream()
            .filter(form -> refused.stream().noneMatch(form.message()::equals))
            .findFirst();
    return new Rejection(published, lastGood, quarantine, List.copyOf(refused), substitute, words);
  }
}
