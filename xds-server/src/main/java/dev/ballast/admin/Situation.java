package dev.ballast.admin;

import dev.ballast.engine.ProgrammedConditions;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.serving.StreamStatus;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.translation.ObjectReport;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything there is to tell at one moment. The only place where pages and status files take a
 * translation apart.
 *
 * @param sequence the last change that is part of it
 * @param took how long its translation ran
 * @param gateways what the Envoys of each are to have
 * @param objects with what the connected Envoys say, by kind, namespace and name
 * @param findings of the files first, then about the whole
 */
public record Situation(
    boolean ready,
    long sequence,
    Duration took,
    SortedMap<ObjectId, Snapshot> gateways,
    List<StreamStatus> envoys,
    List<ObjectStatus> objects,
    List<Finding> findings) {
  public Situation {
    gateways = Collections.unmodifiableSortedMap(gateways);
    envoys = List.copyOf(envoys);
    objects = List.copyOf(objects);
    findings = List.copyOf(findings);
  }

  /**
   * @param ofFiles findings of the provider
   * @param placed gives a finding about an object the place where the object stands
   */
  public static Situation of(
      boolean ready,
      Published published,
      List<Finding> ofFiles,
      UnaryOperator<Finding> placed,
      List<StreamStatus> envoys) {
    var findings = new ArrayList<>(ofFiles);
    published.translation().findings().stream().map(placed).forEach(findings::add);
    return new Situation(
        ready,
        published.sequence(),
        published.took(),
        published.translation().gateways(),
        envoys,
        ProgrammedConditions.merge(published.translation(), envoys),
        findings);
  }

  /** What a translation says of these objects that an older one did not. */
  public static List<Finding> news(
      Translation before, Translation now, Collection<ObjectRef> objects) {
    var news = new ArrayList<Finding>();
    for (ObjectRef object : objects) {
      var known = before.reports().of(object).map(ObjectReport::findings).orElse(List.of());
      now.reports().of(object).map(ObjectReport::findings).orElse(List.of()).stream()
          .filter(finding -> !known.contains(finding))
          .forEach(news::add);
    }
    return news;
  }

  /** What is to tell about one object; empty when nothing is. */
  public Optional<Situation> about(ObjectRef object) {
    Situation narrow =
        narrowed(
            (id, snapshot) -> ownersIn(snapshot).contains(object) || isGateway(object, id),
            object::equals);
    return narrow.objects().isEmpty() && narrow.findings().isEmpty()
        ? Optional.empty()
        : Optional.of(narrow);
  }

  /**
   * What is to tell about one Gateway and all that is attached to it; empty when it is not ours.
   */
  public Optional<Situation> within(ObjectId gateway) {
    Snapshot snapshot = gateways.get(gateway);
    if (snapshot == null) {
      return Optional.empty();
    }
    var members = new HashSet<>(ownersIn(snapshot));
    members.add(new ObjectRef("Gateway", gateway));
    objects.stream()
        .filter(object -> refersTo(object, gateway))
        .forEach(object -> members.add(object.object()));
    return Optional.of(narrowed((id, unused) -> id.equals(gateway), members::contains));
  }

  private interface Choice {
    boolean takes(ObjectId gateway, Snapshot snapshot);
  }

  private Situation narrowed(Choice gateway, Predicate<ObjectRef> object) {
    var ofThese = new TreeMap<ObjectId, Snapshot>();
    gateways.forEach(
        (id, snapshot) -> {
          if (gateway.takes(id, snapshot)) {
            ofThese.put(id, snapshot);
          }
        });
    var chosen = objects.stream().filter(status -> object.test(status.object())).toList();
    return new Situation(
        ready,
        sequence,
        took,
        ofThese,
        envoys.stream().filter(envoy -> ofThese.containsKey(envoy.stream().gateway())).toList(),
        chosen,
        findings.stream()
            .filter(
                finding ->
                    finding.object().flatMap(ObjectNames::printed).filter(object).isPresent())
            .toList());
  }

  private static boolean isGateway(ObjectRef object, ObjectId id) {
    return object.kind().equals("Gateway") && object.id().equals(id);
  }

  private static Set<ObjectRef> ownersIn(Snapshot snapshot) {
    var owners = new HashSet<ObjectRef>();
    for (ResourceType type : ResourceType.values()) {
      snapshot.resources(type).values().forEach(resource -> owners.addAll(resource.owners()));
    }
    return owners;
  }

  private static boolean refersTo(ObjectStatus object, ObjectId gateway) {
    return object.status() instanceof ObjectNode status
        && Stream.concat(
                refs(status, "parents", "parentRef"), refs(status, "ancestors", "ancestorRef"))
            .anyMatch(
                ref ->
                    text(ref, "kind").orElse("Gateway").equals("Gateway")
                        && text(ref, "name").orElse("").equals(gateway.name())
                        && text(ref, "namespace")
                            .orElse(object.object().id().namespace())
                            .equals(gateway.namespace()));
  }

  private static Stream<ObjectNode> refs(ObjectNode status, String list, String ref) {
    return status.get(list).orElse(null) instanceof ArrayNode array
        ? array.items().stream()
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .flatMap(item -> item.get(ref).stream())
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
        : Stream.of();
  }

  private static Optional<String> text(ObjectNode object, String field) {
    Optional<Node> node = object.get(field);
    return node.filter(TextNode.class::isInstance).map(text -> ((TextNode) text).value());
  }
}
