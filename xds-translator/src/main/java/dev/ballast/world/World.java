package dev.ballast.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All objects the engine knows at one moment. Immutable: a change makes another world that shares
 * every object and every kind the change did not touch, and remembers what it changed.
 */
public final class World {
  public static final World EMPTY =
      new World(
          Map.of(),
          SlicesByService.EMPTY,
          PoliciesByTarget.EMPTY,
          new Object(),
          new Object(),
          Set.of());

  private final Map<String, ObjectsOfKind> byKind;
  private final SlicesByService slices;
  private final PoliciesByTarget policies;

  // Tokens rather than worlds, so that a world keeps no older one alive.
  private final Object self;
  private final Object base;
  private final Set<ObjectRef> changes;

  private World(
      Map<String, ObjectsOfKind> byKind,
      SlicesByService slices,
      PoliciesByTarget policies,
      Object self,
      Object base,
      Set<ObjectRef> changes) {
    this.byKind = byKind;
    this.slices = slices;
    this.policies = policies;
    this.self = self;
    this.base = base;
    this.changes = changes;
  }

  /** Where two objects share kind and id, the later one counts. */
  public static World of(Collection<? extends WorldObject> objects) {
    return EMPTY.changed(objects, List.of());
  }

  public World with(WorldObject object) {
    return changed(List.of(object), List.of());
  }

  public World without(ObjectRef ref) {
    return changed(List.of(), List.of(ref));
  }

  /**
   * Several changes in one step; removals come first.
   *
   * @return this world when everything is as it was: an object that equals the one before is none
   */
  public World changed(Collection<? extends WorldObject> put, Collection<ObjectRef> removed) {
    Map<ObjectRef, Optional<WorldObject>> now = new HashMap<>();
    removed.forEach(ref -> now.put(ref, Optional.empty()));
    put.forEach(object -> now.put(object.ref(), Optional.of(object)));
    now.entrySet().removeIf(entry -> entry.getValue().equals(get(entry.getKey())));
    if (now.isEmpty()) {
      return this;
    }
    var byKindNow = new HashMap<String, Map<ObjectId, Optional<WorldObject>>>();
    now.forEach(
        (ref, object) ->
            byKindNow.computeIfAbsent(ref.kind(), k -> new HashMap<>()).put(ref.id(), object));
    var kinds = new HashMap<>(byKind);
    byKindNow.forEach((kind, objects) -> kinds.put(kind, kind(kind).changed(objects)));
    var changedSlices = byKindNow.getOrDefault(EndpointSlice.KIND, Map.of());
    var changedPolicies = byKindNow.getOrDefault(BackendTrafficPolicy.KIND, Map.of());
    return new World(
        kinds,
        changedSlices.isEmpty() ? slices : slices.changed(kind(EndpointSlice.KIND), changedSlices),
        changedPolicies.isEmpty()
            ? policies
            : policies.changed(kind(BackendTrafficPolicy.KIND), changedPolicies),
        new Object(),
        self,
        Set.copyOf(now.keySet()));
  }

  /** What differs from the world this one was made of; empty for any other world. */
  public Optional<Set<ObjectRef>> changesSince(World before) {
    if (before.self == self) {
      return Optional.of(Set.of());
    }
    return before.self == base ? Optional.of(changes) : Optional.empty();
  }

  public Optional<WorldObject> get(ObjectRef ref) {
    return kind(ref.kind()).find(WorldObject.class, ref.id());
  }

  /** The objects of one kind; the same value for as long as none of them changes. */
  public ObjectsOfKind kind(String kind) {
    return byKind.getOrDefault(kind, ObjectsOfKind.NONE);
  }

  public Optional<GatewayClass> gatewayClass(String name) {
    return kind(GatewayClass.KIND).find(GatewayClass.class, new ObjectId("", name));
  }

  public Optional<Gateway> gateway(ObjectId id) {
    return kind(Gateway.KIND).find(Gateway.class, id);
  }

  public Optional<Route> route(Route.Type type, ObjectId id) {
    return kind(type.kind()).find(Route.class, id);
  }

  public Optional<Service> service(ObjectId id) {
    return kind(Service.KIND).find(Service.class, id);
  }

  public Optional<BackendTrafficPolicy> policy(ObjectId id) {
    return kind(BackendTrafficPolicy.KIND).find(BackendTrafficPolicy.class, id);
  }

  public Optional<Namespace> namespace(String name) {
    return kind(Namespace.KIND).find(Namespace.class, new ObjectId("", name));
  }

  /** Slices of a Service, by id; the same list for as long as none of them changes. */
  public List<EndpointSlice> slices(ObjectId service) {
    return slices.of(service);
  }

  /** Services that have slices, whether the Services exist or not. */
  public Set<ObjectId> servicesWithSlices() {
    return new HashSet<>(slices.services());
  }

  /** Labels of a namespace, whether its object is known or not. */
  public Map<String, String> namespaceLabels(String name) {
    return Namespace.labels(name, namespace(name));
  }

  /** Objects of one kind, oldest first, then by namespace and name. */
  public List<GatewayClass> gatewayClasses() {
    return kind(GatewayClass.KIND).oldestFirst(GatewayClass.class);
  }

  public List<Gateway> gateways() {
    return kind(Gateway.KIND).oldestFirst(Gateway.class);
  }

  public List<Route> routes(Route.Type type) {
    return kind(type.kind()).oldestFirst(Route.class);
  }

  public List<ReferenceGrant> grants() {
    return kind(ReferenceGrant.KIND).oldestFirst(ReferenceGrant.class);
  }

  public List<BackendTrafficPolicy> policies() {
    return kind(BackendTrafficPolicy.KIND).oldestFirst(BackendTrafficPolicy.class);
  }

  /** Policies that name an object, or a section of it, as their target; in no order. */
  public List<BackendTrafficPolicy> policiesAimingAt(ObjectRef target) {
    return policies.aimingAt(target).stream().flatMap(id -> policy(id).stream()).toList();
  }

  /** Policies that choose targets by label; in no order. */
  public List<BackendTrafficPolicy> policiesThatSelect() {
    return policies.selecting().stream().flatMap(id -> policy(id).stream()).toList();
  }

  public List<UnsupportedObject> unsupported() {
    return byKind.values().stream()
        .filter(objects -> objects.holds(UnsupportedObject.class))
        .flatMap(objects -> objects.oldestFirst(UnsupportedObject.class).stream())
        .sorted((a, b) -> a.ref().compareTo(b.ref()))
        .toList();
  }
}
