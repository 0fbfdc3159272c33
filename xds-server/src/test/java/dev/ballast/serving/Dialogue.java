package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays an Envoy's part against a conversation by hand; a push reads as its type and versions. */
abstract class Dialogue {
  final SmallWorld world =
      new SmallWorld().cluster("c1", 0).listener("l", 0).route("l", "r", "c1", 0);
  final Encodings encodings = new Encodings();
  final boolean isDelta;
  ServingLimits limits = ServingLimits.DEFAULT;
  Conversation stream;
  View view = View.NONE;
  long now = 1;

  Dialogue(boolean isDelta) {
    this.isDelta = isDelta;
    stream = stream();
  }

  Conversation stream() {
    return new Conversation(isDelta, limits, encodings, now);
  }

  /** As where many change at once: nothing goes alone because there is little of it. */
  void keepFewTogether() {
    limits =
        new ServingLimits(
            limits.patience(), limits.overtaking(), limits.pushBytes(), 0, limits.unreadBytes());
    stream = stream();
  }

  /** Brings a stream to rest with everything accepted. */
  void connect() {
    publish();
    subscribe(ResourceType.CLUSTER);
    sends();
    accept(ResourceType.CLUSTER);
    subscribe(ResourceType.ENDPOINT, "c1");
    subscribe(ResourceType.LISTENER);
    subscribe(ResourceType.ROUTE, "l");
    sends();
    accept(ResourceType.ENDPOINT);
    accept(ResourceType.LISTENER);
    sends();
    accept(ResourceType.ROUTE);
    assertThat(sends()).isEmpty();
  }

  void publish() {
    view = view.publish(world.snapshot(), now);
    stream.see(view);
  }

  void subscribe(ResourceType type, String... names) {
    receive(
        isDelta
            ? ask(type, List.of(names), Map.of())
            : new Ask.Full(type, List.of(names), "", "", Optional.empty()));
  }

  static Ask ask(ResourceType type, List<String> names, Map<String, String> initial) {
    return new Ask.Delta(type, names, List.of(), initial, "", Optional.empty());
  }

  void accept(ResourceType type) {
    answer(type, Optional.empty());
  }

  void refuse(ResourceType type, String words) {
    answer(type, Optional.of(words));
  }

  void answer(ResourceType type, Optional<String> refusal) {
    List.copyOf(stream.topic(type).held.flights()).forEach(flight -> answer(type, flight, refusal));
  }

  void answer(ResourceType type, Flight flight, Optional<String> refusal) {
    receive(
        isDelta
            ? new Ask.Delta(type, List.of(), List.of(), Map.of(), flight.nonce(), refusal)
            : new Ask.Full(
                type, List.copyOf(stream.topic(type).names()), "", flight.nonce(), refusal));
  }

  static Ask unsubscribe(ResourceType type, String... names) {
    return new Ask.Delta(type, List.of(), List.of(names), Map.of(), "", Optional.empty());
  }

  void receive(Ask ask) {
    stream.see(view);
    for (Outcome outcome : stream.receive(ask)) {
      if (outcome instanceof Outcome.Refused refused) {
        view = view.reject(refused.resource(), refused.lastGood(), refused.words(), now);
      }
      if (outcome instanceof Outcome.Accepted accepted) {
        accepted.resources().forEach(each -> view = view.accept(each, now));
      }
    }
    stream.see(view);
  }

  List<String> sends() {
    var sends = new ArrayList<String>();
    for (var push = stream.next(now); push.isPresent(); push = stream.next(now)) {
      sends.add(text(push.get()));
    }
    return sends;
  }

  String next() {
    return stream.next(now).map(Dialogue::text).orElse("nothing");
  }

  static String text(Push push) {
    var versions = push.resources().stream().map(Resource::version).sorted().toList();
    return push.type()
        + " "
        + versions
        + (push.removed().isEmpty() ? "" : " without " + push.removed());
  }
}
