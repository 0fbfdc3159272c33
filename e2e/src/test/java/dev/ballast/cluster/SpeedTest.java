package dev.ballast.cluster;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long the API server's news takes to be in force, and to be told back. Prints, judges not. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class SpeedTest {
  private static final int WARM_UP = 20;
  private static final int SAMPLES = 100;
  private static final String ROUND = "{type: RoundRobin}";

  /** Routes with a policy each that stand beside; the table asks for 1,000. */
  private static final int BESIDE = Integer.getInteger("ballast.cluster.routes", 20);

  private final Lab lab;

  SpeedTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void aSliceIsPublishedAndAPolicyHasAStatus() throws IOException {
    var published = new AtomicLong();
    var at = new AtomicLong();
    try (var town = Town.open(lab, "speed", Map.of())) {
      town.heardBy(
          translation -> {
            at.set(System.nanoTime());
            published.incrementAndGet();
          });
      town.apply(Town.backend("10.244.9.1") + "---\n" + Town.route("cart"));
      town.start();
      town.awaitCondition("httproute/cart", "parents", "Accepted", "Accepted");
      beside(town);
      var before = Spent.at(town);
      print("EndpointSlice write -> published", slices(town, published, at));
      var between = Spent.at(town);
      print("policy created -> status readable", policies(town));
      System.out.println("of it, for a slice " + between.since(before));
      System.out.println("of it, for a policy " + Spent.at(town).since(between));
    }
  }

  /** What the server itself has counted, in seconds. */
  private record Spent(List<Double> seconds, List<Double> times) {
    private static final List<String> TIMERS =
        List.of("provider_submit", "engine_rebuild", "operator_status_write");

    static Spent at(Town town) {
      return new Spent(
          TIMERS.stream().map(t -> town.metric("ballast_" + t + "_seconds_sum")).toList(),
          TIMERS.stream().map(t -> town.metric("ballast_" + t + "_seconds_count")).toList());
    }

    String since(Spent before) {
      var parts = new ArrayList<String>();
      for (int i = 0; i < seconds.size(); i++) {
        double times = this.times.get(i) - before.times.get(i);
        double millis = (seconds.get(i) - before.seconds.get(i)) * 1e3;
        parts.add(
            String.format(
                Locale.ROOT, "%s mean %.2f ms x %.0f", TIMERS.get(i), millis / times, times));
      }
      return String.join(", ", parts);
    }
  }

  private static void beside(Town town) {
    long begin = System.nanoTime();
    try (var all = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < BESIDE; i++) {
        String name = "beside-" + i;
        all.execute(
            () -> {
              create(town, Town.route(name));
              create(town, Town.policy(name, "HTTPRoute", name, ROUND));
            });
      }
    }
    long created = System.nanoTime();
    Town.await(
        "all statuses",
        () ->
            town.metric("ballast_provider_objects\\{kind=\"BackendTrafficPolicy\"") >= BESIDE
                && town.metric("ballast_operator_queue") == 0);
    System.out.printf(
        Locale.ROOT,
        "%d routes with policies created in %.1f s, %d statuses written until %.1f s after%n",
        BESIDE,
        (created - begin) / 1e9,
        (long) town.statusWrites(),
        (System.nanoTime() - created) / 1e9);
  }

  private static void create(Town town, String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(town.name());
    town.client().resource(object).create();
  }

  private static List<Double> slices(Town town, AtomicLong published, AtomicLong at) {
    var slices = town.client().discovery().v1().endpointSlices().inNamespace(town.name());
    var samples = new ArrayList<Double>();
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      var slice = slices.withName("backend-1").get();
      slice.setEndpoints(
          List.of(new EndpointBuilder().withAddresses("10.244.9." + (2 + i)).build()));
      long before = published.get();
      long begin = System.nanoTime();
      town.client().resource(slice).update();
      Town.await("a translation", () -> published.get() > before);
      if (i >= WARM_UP) {
        samples.add((at.get() - begin) / 1e6);
      }
    }
    return samples;
  }

  private static List<Double> policies(Town town) {
    var seen = new ConcurrentHashMap<String, Long>();
    var samples = new ArrayList<Double>();
    var policies =
        town.client()
            .genericKubernetesResources("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
            .inNamespace(town.name());
    Watch watch =
        policies.watch(
            new Watcher<GenericKubernetesResource>() {
              @Override
              public void eventReceived(Action action, GenericKubernetesResource policy) {
                if (policy.getAdditionalProperties().get("status") != null) {
                  seen.putIfAbsent(policy.getMetadata().getName(), System.nanoTime());
                }
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
    try {
      for (int i = 0; i < WARM_UP + SAMPLES; i++) {
        String name = "speedy-" + i;
        long begin = System.nanoTime();
        create(town, Town.policy(name, "HTTPRoute", "cart-" + i, ROUND));
        Town.await("a status", () -> seen.containsKey(name));
        if (i >= WARM_UP) {
          samples.add((seen.getOrDefault(name, begin) - begin) / 1e6);
        }
      }
    } finally {
      watch.close();
    }
    return samples;
  }

  private static void print(String what, List<Double> samples) throws IOException {
    var sorted = samples.stream().sorted().toList();
    String load = Files.readString(Path.of("/proc/loadavg")).strip();
    System.out.printf(
        Locale.ROOT,
        "%s, request included, ms: min %.1f median %.1f p99 %.1f max %.1f n %d; load %s%n",
        what,
        sorted.getFirst(),
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * 0.99) - 1),
        sorted.getLast(),
        sorted.size(),
        load);
  }
}
