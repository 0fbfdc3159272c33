package dev.ballast.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All objects the engine knows at one moment. Immutable: a change makes another world that shares
 * every kind the change did not touch.
 */
public final class World {
  public static final World EMPTY = new World(Map.of(), new SlicesByService(Map.of()));

  private final Map<String, Map<ObjectId, WorldObject>> byKind;
  private final SlicesByService slices;

  private World(Map<String, Map<ObjectId, WorldObject>> byKind, SlicesByService slices) {
    this.byKind = byKind;
    this.slices = slices;
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

  /** Several changes in one step; removals come first. */
  public World changed(Collection<? extends WorldObject> put, Collection<ObjectRef> removed) {
    var kinds = new HashMap<>(byKind);
    var copied = new HashMap<String, Map<ObjectId, WorldObject>>();
    for (ObjectRef ref : removed) {
      editable(ref.kind(), kinds, copied).remove(ref.id());
    }
    for (WorldObject object : put) {
      editable(object.kind(), kinds, copied).put(object.id(), object);
    }
    return new World(
        kinds,
        copied.containsKey(EndpointSlice.KIND)
            ? new SlicesByService(kinds.getOrDefault(EndpointSlice.KIND, Map.of()))
            : slices);
  }

  private static Map<ObjectId, WorldObject> editable(
      String kind,
      Map<String, Map<ObjectId, WorldObject>> kinds,
      Map<String, Map<ObjectId, WorldObject>> copied) {
    return copied.computeIfAbsent(
        kind,
        k -> {
          var copy = new HashMap<>(kinds.getOrDefault(k, Map.of()));
          kinds.put(k, copy);
          return copy;
        });
  }

  public Optional<WorldObject> get(ObjectRef ref) {
    return Optional.ofNullable(ofKind(ref.kind()).get(ref.id()));
  }

  public Optional<GatewayClass> gatewayClass(String name) {
    return find(GatewayClass.class, GatewayClass.KIND, new ObjectId("", name));
  }

  public Optional<Gateway> gateway(ObjectId id) {
    return find(Gateway.class, Gateway.KIND, id);
  }

  public Optional<Route> route(Route.Type type, ObjectId id) {
    return find(Route.class, type.kind(), id);
  }

  public Optional<Service> service(ObjectId id) {
    return find(Service.class, Service.KIND, id);
  }

  /** Slices of a Service, by id. */
  public List<EndpointSlice> slices(ObjectId service) {
    return slices.get(service);
  }

  /**
   * Labels of a namespace. The API server labels every namespace with its name, so that label is
   * there even when the Namespace object is not known.
   */
  public Map<String, String> namespaceLabels(String name) {
    var labels = new HashMap<String, String>();
    labels.put("kubernetes.io/metadata.name", name);
    find(Namespace.class, Namespace.KIND, new ObjectId("", name))
        .ifPresent(namespace -> labels.putAll(namespace.metadata().labels()));
    return labels;
  }

  /** Objects of one kind, oldest first, then by namespace and name. */
  public List<GatewayClass> gatewayClasses() {
    return sorted(GatewayClass.class, GatewayClass.KIND);
  }

  public List<Gateway> gateways() {
    return sorted(Gateway.class, Gateway.KIND);
  }

  public List<Route> routes(Route.Type type) {
    return sorted(Route.class, type.kind());
  }

  public List<ReferenceGrant> grants() {
    return sorted(ReferenceGrant.class, ReferenceGrant.KIND);
  }

  public List<BackendTrafficPolicy> policies() {
    return sorted(BackendTrafficPolicy.class, BackendTrafficPolicy.KIND);
  }

  /** Objects of a kind, known or not, oldest first. */
  public List<WorldObject> ofKindSorted(String kind) {
    return sorted(WorldObject.class, kind);
  }

  public List<UnsupportedObject> unsupported() {
    return byKind.values().stream()
        .flatMap(
            objects ->
                objects.values().stream()
                    .limit(1)
                    .filter(UnsupportedObject.class::isInstance)
                    .flatMap(first -> objects.values().stream()))
        .map(UnsupportedObject.class::cast)
        .sorted((a, b) -> a.ref().compareTo(b.ref()))
        .toList();
  }

  private Map<ObjectId, WorldObject> ofKind(String kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  private <T extends WorldObject> Optional<T> find(Class<T> type, String kind, ObjectId id) {
    return Optional.ofNullable(ofKind(kind).get(id)).map(type::cast);
  }

  private <T extends WorldObject> List<T> sorted(Class<T> type, String kind) {
    return ofKind(kind).values().stream()
        .map(type::cast)
        .sorted((a, b) -> Metadata.OLDEST_FIRST.compare(a.metadata(), b.metadata()))
        .toList();
  }

  /** Filled at the first question, at most once for each set of slices. */
  private static final class SlicesByService {
    private final Map<ObjectId, WorldObject> slices;
    private volatile @Nullable Map<ObjectId, List<EndpointSlice>> byService;

    SlicesByService(Map<ObjectId, WorldObject> slices) {
      this.slices = slices;
    }

    List<EndpointSlice> get(ObjectId service) {
      var known = byService;
      if (known == null) {
        known = group();
        byService = known;
      }
      return Objects.requireNonNullElse(known.get(service), List.of());
    }

    private Map<ObjectId, List<EndpointSlice>> group() {
      var grouped = new HashMap<ObjectId, List<EndpointSlice>>();
      for (WorldObject object : slices.values()) {
        var slice = (EndpointSlice) object;
        slice
            .service()
            .map(name -> new ObjectId(slice.id().namespace(), name))
            .ifPresent(id -> grouped.computeIfAbsent(id, i -> new ArrayList<>()).add(slice));
      }
      grouped.values().forEach(list -> list.sort((a, b) -> a.id().compareTo(b.id())));
      return grouped;
    }
  }
}
