package dev.ballast.walkthrough;

import dev.ballast.demo.Promise;
import dev.ballast.demo.Promise.AllServe;
import dev.ballast.demo.Promise.Even;
import dev.ballast.demo.Promise.FairChance;
import dev.ballast.demo.Promise.OneServes;
import dev.ballast.demo.Promise.ThisServes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sections in the order in which they are played. */
final class Sections {
  private static final String CONSISTENT_HASH = "ConsistentHash";
  private static final Pattern COOKIE =
      Pattern.compile(
          "(?im)^< set-cookie: FooBar=\"[0-9a-f]+\"; Max-Age=60; SameSite=Strict; HttpOnly");

  private Sections() {}

  /**
   * @param firstPod the backend whose address the override header names
   */
  static List<Section> all(String firstPod) {
    return List.of(
        // Each of Envoy's workers goes round on its own, so a share is off by one for each.
        section("Round Robin", "round-robin", "RoundRobin", hey(100, "/round", new Even(25, 3))),
        section("Random", "random", "Random", hey(1000, "/random", new FairChance())),
        section(
            "Least Request", "least-request", "LeastRequest", hey(100, "/least", new AllServe())),
        section(
            "Consistent Hash: Source IP",
            "source-ip",
            CONSISTENT_HASH,
            hey(100, "/source", new OneServes())),
        section(
            "Consistent Hash: Header",
            "header",
            CONSISTENT_HASH,
            header("1.2.3.4"),
            header("5.6.7.8")),
        section(
            "Consistent Hash: Cookie",
            "cookie",
            CONSISTENT_HASH,
            cookie("1.2.3.4"),
            cookie("5.6.7.8"),
            new Step(
                "curl -v --header \"Host: www.example.com\" http://${GATEWAY_HOST}/cookie",
                1,
                new OneServes(),
                Optional.of(COOKIE))),
        new Section(
            "Endpoint Override",
            "/endpoint-override-header",
            "endpoint-override.yaml",
            "endpoint-override-header-policy",
            "RoundRobin",
            List.of(
                override("$BACKEND_POD_IP:3000", new ThisServes(firstPod)),
                override("192.168.1.100:3000", new AllServe()))),
        section(
            "No loadBalancer: Least Request",
            "unset",
            "LeastRequest",
            hey(100, "/unset", new AllServe())));
  }

  /** Nearly all files are named as their policy and their path begin. */
  private static Section section(String title, String name, String type, Step... steps) {
    return new Section(
        title, "/" + name.split("-", 2)[0], name + ".yaml", name + "-policy", type, List.of(steps));
  }

  private static Step hey(int requests, String path, Promise.OfCounts promise) {
    return new Step(
        "hey -n %d -c 100 -host \"www.example.com\" http://${GATEWAY_HOST}%s"
            .formatted(requests, path),
        requests,
        promise);
  }

  private static Step header(String value) {
    return new Step(
        "hey -n 100 -c 100 -host \"www.example.com\" -H \"FooBar: %s\" http://${GATEWAY_HOST}/header"
            .formatted(value),
        100,
        new OneServes());
  }

  private static Step cookie(String value) {
    return new Step(
        """
        for i in {1..10}; do curl -I --header "Host: www.example.com" --cookie "FooBar=%s" \
        http://${GATEWAY_HOST}/cookie ; sleep 1; done\
        """
            .formatted(value),
        10,
        new OneServes());
  }

  private static Step override(String address, Promise.OfCounts promise) {
    return new Step(
        """
        for i in {1..10}; do
          curl -s -H "Host: www.example.com" -H "x-custom-host: %s" \\
            http://${GATEWAY_HOST}/endpoint-override-header | jq -r '.pod'
        done\
        """
            .formatted(address),
        10,
        promise);
  }
}
