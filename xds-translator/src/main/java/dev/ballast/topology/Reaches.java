package dev.ballast.topology;

import dev.ballast.world.EndpointSlice;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * The reach of every Service. Immutable, and the same value for as long as no reach changes,
 * however many endpoints come and go.
 */
public final class Reaches {
  public static final Reaches NONE = new Reaches(HashTreePMap.empty());

  private final HashPMap<ObjectId, ServiceReach> byService;

  private Reaches(HashPMap<ObjectId, ServiceReach> byService) {
    this.byService = byService;
  }

  ServiceReach of(ObjectId service) {
    ServiceReach reach = byService.get(service);
    return reach == null ? ServiceReach.NOBODY : reach;
  }

  /**
   * @param before the world these reaches are of
   */
  public Reaches in(World now, World before) {
    Set<ObjectId> touched =
        now.changesSince(before)
            .map(changes -> touched(changes, now, before))
            .orElseGet(() -> everyService(now));
    boolean isChanged = false;
    var next = byService;
    for (ObjectId service : touched) {
      var reach = ServiceReach.of(now.slices(service));
      if (!reach.equals(of(service))) {
        isChanged = true;
        next = reach.equals(ServiceReach.NOBODY) ? next.minus(service) : next.plus(service, reach);
      }
    }
    return isChanged ? new Reaches(next) : this;
  }

  private Set<ObjectId> everyService(World now) {
    var services = now.servicesWithSlices();
    services.addAll(byService.keySet());
    return services;
  }

  /** The Services whose slices are among the changes. */
  public static Set<ObjectId> touched(Set<ObjectRef> changes, World now, World before) {
    var services = new HashSet<ObjectId>();
    for (ObjectRef ref : changes) {
      if (ref.kind().equals(EndpointSlice.KIND)) {
        serviceOf(ref, before).ifPresent(services::add);
        serviceOf(ref, now).ifPresent(services::add);
      }
    }
    return services;
  }

  private static Optional<ObjectId> serviceOf(ObjectRef slice, World world) {
    return world.get(slice).map(EndpointSlice.class::cast).flatMap(EndpointSlice::serviceId);
  }
}
