package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.RouteConfigurationPlan;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Attachment agrees with a second, naive reading of the rules: for each generated route, go through
 * all policies, keep those with a target that fits, take the best.
 */
class PolicyOracleTest {
  private record Fit(int height, Instant created, String name, BackendTrafficPolicy policy) {}

  @Property(tries = 400)
  void everyRouteHasThePolicyThatTheRulesGiveIt(@ForAll long seed) {
    var objects = RandomWorlds.objects(seed);
    var world = Translated.of(World.of(objects));

    for (RouteConfigurationPlan configuration : world.plan().routeConfigurations()) {
      for (VirtualHostPlan host : configuration.virtualHosts()) {
        for (RoutePlan route : host.routes()) {
          assertThat(route.policy())
              .as(configuration.name() + " " + host.domain() + " " + route.name())
              .isEqualTo(expected(objects, route, listener(objects, configuration, host, route)));
        }
      }
    }
  }

  /**
   * On port 80 both listeners may share one configuration; then {@code two}, for {@code *.com}, is
   * the narrower one wherever the route is attached to it and the host fits.
   */
  private static String listener(
      List<WorldObject> objects,
      RouteConfigurationPlan configuration,
      VirtualHostPlan host,
      RoutePlan plan) {
    if (configuration.name().endsWith("/two")) {
      return "two";
    }
    boolean shared = sharesPort(objects);
    boolean fits = host.domain().endsWith(".com");
    boolean attached =
        route(objects, plan).parents().stream()
            .anyMatch(p -> p.sectionName().map("two"::equals).orElse(true));
    return shared && fits && attached ? "two" : "one";
  }

  private static boolean sharesPort(List<WorldObject> objects) {
    for (WorldObject object : objects) {
      if (object instanceof Gateway gateway) {
        return gateway.listeners().get(0).port() == gateway.listeners().get(1).port();
      }
    }
    throw new IllegalStateException("the world has no Gateway");
  }

  private static Route route(List<WorldObject> objects, RoutePlan plan) {
    return objects.stream()
        .filter(o -> o.ref().equals(plan.origin()))
        .map(Route.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<ObjectId> expected(
      List<WorldObject> objects, RoutePlan plan, String listener) {
    Route route = route(objects, plan);
    var fits = new ArrayList<Fit>();
    for (WorldObject object : objects) {
      if (object instanceof BackendTrafficPolicy policy) {
        for (BackendTrafficPolicy.Target target : policy.targets()) {
          height(target, route, plan, listener).ifPresent(h -> fits.add(fit(h, policy)));
        }
        for (BackendTrafficPolicy.TargetSelector selector : policy.selectors()) {
          if (selector.labels().matches(route.metadata().labels())) {
            fits.add(fit(1, policy));
          }
        }
      }
    }
    return fits.stream()
        .min(
            Comparator.comparingInt(Fit::height)
                .thenComparing(Fit::created)
                .thenComparing(Fit::name))
        .map(fit -> fit.policy().id());
  }

  private static Fit fit(int height, BackendTrafficPolicy policy) {
    return new Fit(
        height, policy.metadata().created().orElse(Instant.MIN), policy.id().name(), policy);
  }

  /** 0 rule, 1 route, 2 listener, 3 Gateway. */
  private static Optional<Integer> height(
      BackendTrafficPolicy.Target target, Route route, RoutePlan plan, String listener) {
    if (target.kind().equals("Gateway")) {
      return target.sectionName().isEmpty()
          ? Optional.of(3)
          : target.sectionName().filter(listener::equals).map(name -> 2);
    }
    if (!target.name().equals(route.id().name())) {
      return Optional.empty();
    }
    return target.sectionName().isEmpty()
        ? Optional.of(1)
        : target
            .sectionName()
            .filter(name -> plan.ruleName().equals(Optional.of(name)))
            .map(n -> 0);
  }
}
