package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;

import dev.ballast.snapshot.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes an Envoy's answers to what was sent. */
final class Answers {
  private final StreamState state;

  Answers(StreamState state) {
    this.state = state;
  }

  List<Outcome> take(Topic topic, Ask ask) {
    var flight = state.isDelta ? topic.held.land(ask.nonce()) : topic.held.landUpTo(ask.nonce());
    if (flight == null) {
      return List.of();
    }
    return ask.refusal().isEmpty()
        ? List.of(accept(topic, flight))
        : refuse(topic, flight, ask.refusal().get());
  }

  private static Outcome accept(Topic topic, Flight flight) {
    topic.accept(flight);
    var resources = new ArrayList<Resource>();
    var removed = new ArrayList<String>();
    var last = new LinkedHashMap<String, Flight.Entry>();
    flight.entries().forEach(entry -> last.put(entry.name(), entry));
    for (Flight.Entry entry : last.values()) {
      if (entry.resource() == null) {
        removed.add(entry.name());
      } else {
        resources.add(entry.resource());
      }
    }
    return new Outcome.Accepted(topic.type, resources, removed, flight.changedAt());
  }

  /** Whether the very same would be sent again. */
  private boolean isWanted(Topic topic, Flight.Entry entry) {
    var refused = entry.resource();
    var wanted = state.wanted(topic, entry.name());
    var next = wanted == null ? topic.held.sent(entry.name()) : wanted;
    return refused != null
        && (next == null
            ? Selection.isNobodyHome(refused)
            : next.version().equals(refused.version()));
  }

  private List<Outcome> refuse(Topic topic, Flight flight, String rawWords) {
    var current = topic.refuse(flight);
    // A removal cannot be refused for itself.
    var carried =
        flight.entries().stream()
            .filter(entry -> entry.resource() != null)
            .map(Flight.Entry::name)
            .distinct()
            .toList();
    var words = EnvoyWords.read(rawWords, carried);
    var guilty = carried.size() == 1 ? Set.copyOf(carried) : words.named();
    var outcomes = new ArrayList<Outcome>();
    for (Flight.Entry entry : current) {
      var resource = entry.resource();
      if (guilty.contains(entry.name()) && resource != null) {
        var lastGood = Optional.ofNullable(topic.held.sent(entry.name()));
        outcomes.add(
            new Outcome.Refused(
                resource,
                lastGood.filter(good -> !topic.held.isStranger(good.name())),
                words.about(entry.name())));
      }
    }
    var doubtful = state.isDelta ? guilty : current.stream().map(Flight.Entry::name).toList();
    doubtful.forEach(name -> suspectLeftover(topic, name));
    // Envoy may have kept any of the others, or not.
    var innocent =
        current.stream().map(Flight.Entry::name).filter(name -> !guilty.contains(name)).toList();
    boolean mayHoldMore =
        Subscriptions.isListedWhole(state, topic) && topic.mayHoldMoreThanNothing();
    innocent.forEach(topic::owe);
    if (flight.wasOwed() && Subscriptions.isListedWhole(state, topic)) {
      // What it was to take away is still there.
      topic.oweAnswer(true);
    }
    if (!guilty.isEmpty()) {
      topic.culprits.startOver();
    }
    boolean isOutdated = current.stream().anyMatch(entry -> !isWanted(topic, entry));
    if (guilty.isEmpty() && !innocent.isEmpty()) {
      if (!isOutdated) {
        topic.culprits.tryApart(innocent, mayHoldMore);
      }
      outcomes.add(new Outcome.Unclear(topic.type, innocent, words.plain()));
    }
    return outcomes;
  }

  /** It asks for the endpoints of a cluster that it refuses: it holds some form of it. */
  private void suspectLeftover(Topic topic, String name) {
    boolean isAskedFor = state.topic(ENDPOINT).names().contains(name);
    if (topic.type == CLUSTER && topic.held.sent(name) == null && isAskedFor) {
      topic.hold(state.leftover(name));
    }
  }
}
