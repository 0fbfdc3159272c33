package dev.ballast.policy.loadbalancer;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.loadBalancer.zoneAware} as written. */
public record ZoneAwareSpec(
    @Doc(
            "Keeps requests in Envoy's own zone as far as its endpoints can bear them. Envoy must"
                + " know its zone.")
        @Valid
        @Nullable PreferLocalSpec preferLocal,
    @Doc("A weight for each zone, wherever Envoy stands. A zone not listed weighs 1.")
        @ListSemantics(value = ListSemantics.Kind.MAP, keys = "zone")
        @Nullable List<@Valid WeightedZoneSpec> weightedZones) {

  /** {@code preferLocal} as written. */
  public record PreferLocalSpec(
      @Doc(
              "The smallest number of endpoints in all zones together for which zones count."
                  + " Absent, 6.")
          @Nullable Long minEndpointsThreshold,
      @Doc("The share of requests that zones count for, in percent, 0 to 100. Absent, all.")
          @Min(0)
          @Max(100)
          @Nullable Integer percentageEnabled,
      @Doc(
              "Stays in the zone even when its endpoints get more than their share. Absent, surplus"
                  + " requests leave the zone.")
          @Valid
          @Nullable ForceSpec force) {}

  /** {@code preferLocal.force} as written. */
  public record ForceSpec(
      @Doc("The smallest number of endpoints in the zone for which Envoy stays in it. Absent, 1.")
          @Nullable Integer minEndpointsInZoneThreshold) {}

  /** An item of {@code weightedZones} as written. */
  @Doc("One zone and its weight.")
  public record WeightedZoneSpec(
      @Doc("The zone's name, as endpoints carry it.") @NotNull String zone,
      @Doc(
              "The zone's share of requests, relative to the other zones' weights. One or more;"
                  + " zero is nothing Envoy accepts.")
          @NotNull
          Integer weight) {}
}
