package dev.ballast.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** Endpoint slices by the Service they belong to, each list by id. Immutable. */
final class SlicesByService {
  static final SlicesByService EMPTY = new SlicesByService(HashTreePMap.empty());

  private final HashPMap<ObjectId, List<EndpointSlice>> byService;

  private SlicesByService(HashPMap<ObjectId, List<EndpointSlice>> byService) {
    this.byService = byService;
  }

  List<EndpointSlice> of(ObjectId service) {
    List<EndpointSlice> slices = byService.get(service);
    return slices == null ? List.of() : slices;
  }

  Set<ObjectId> services() {
    return byService.keySet();
  }

  /**
   * @param before all slices as they were
   * @param objects those that changed; empty for one that is gone
   */
  SlicesByService changed(ObjectsOfKind before, Map<ObjectId, Optional<WorldObject>> objects) {
    var touched = new HashMap<ObjectId, List<EndpointSlice>>();
    objects.forEach(
        (id, object) -> {
          before
              .find(EndpointSlice.class, id)
              .flatMap(EndpointSlice::serviceId)
              .ifPresent(service -> editable(service, touched).removeIf(s -> s.id().equals(id)));
          object
              .map(EndpointSlice.class::cast)
              .ifPresent(
                  slice ->
                      slice
                          .serviceId()
                          .ifPresent(service -> editable(service, touched).add(slice)));
        });
    var next = byService;
    for (var entry : touched.entrySet()) {
      List<EndpointSlice> slices = entry.getValue();
      slices.sort(Comparator.comparing(EndpointSlice::id));
      next =
          slices.isEmpty()
              ? next.minus(entry.getKey())
              : next.plus(entry.getKey(), List.copyOf(slices));
    }
    return new SlicesByService(next);
  }

  private List<EndpointSlice> editable(
      ObjectId service, Map<ObjectId, List<EndpointSlice>> touched) {
    return touched.computeIfAbsent(service, id -> new ArrayList<>(of(id)));
  }
}
