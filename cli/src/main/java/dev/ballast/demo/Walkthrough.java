package dev.ballast.demo;

import dev.ballast.demo.Promise.AllServe;
import dev.ballast.demo.Promise.EachSticks;
import dev.ballast.demo.Promise.Even;
import dev.ballast.demo.Promise.FairChance;
import dev.ballast.demo.Promise.OneServes;
import dev.ballast.demo.Promise.SetsCookie;
import dev.ballast.demo.Promise.ThisServes;
import dev.ballast.traffic.LoadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sections in the order in which they are played. */
final class Walkthrough {
  static final String HOST = "www.example.com";

  private static final Pattern COOKIE =
      Pattern.compile("FooBar=\"[0-9a-f]+\"; Max-Age=60; SameSite=Strict; HttpOnly");
  private static final int CLIENTS = 64;

  private final String base;
  private final String namedBackend;
  private final String namedAddress;
  private final boolean manyLoopbacks;

  /**
   * @param base where Envoy listens, such as {@code http://127.0.0.1:20080}
   * @param namedBackend the backend that the override header names
   * @param namedAddress its address and port
   * @param manyLoopbacks whether requests can come from any 127.x address
   */
  Walkthrough(String base, String namedBackend, String namedAddress, boolean manyLoopbacks) {
    this.base = base;
    this.namedBackend = namedBackend;
    this.namedAddress = namedAddress;
    this.manyLoopbacks = manyLoopbacks;
  }

  /** The files of all sections. */
  static List<String> samples() {
    return new Walkthrough("", "", "", false).sections().stream().map(Section::file).toList();
  }

  List<Section> sections() {
    return List.of(
        roundRobin(),
        random(),
        leastRequest(),
        sourceIp(),
        header(),
        cookie(),
        override(),
        unset());
  }

  private Section roundRobin() {
    return new Section(
        "Round Robin",
        "/round",
        "round-robin.yaml",
        "round-robin-policy",
        "RoundRobin",
        // Each of Envoy's two workers goes round on its own, so a share is off by one for each.
        List.of(hey(100, "/round", new Even(25, 3))));
  }

  private Section random() {
    return new Section(
        "Random",
        "/random",
        "random.yaml",
        "random-policy",
        "Random",
        List.of(hey(1000, "/random", new FairChance())));
  }

  private Section leastRequest() {
    return new Section(
        "Least Request",
        "/least",
        "least-request.yaml",
        "least-request-policy",
        "LeastRequest",
        List.of(hey(100, "/least", new AllServe())));
  }

  private Section sourceIp() {
    var steps = new ArrayList<Step>();
    steps.add(hey(100, "/source", new OneServes()));
    if (manyLoopbacks) {
      steps.add(
          new Step(
              "for i in $(seq 2 65); do %s --interface 127.0.0.$i %s/source; done   # twice"
                  .formatted(curl(), base),
              2 * CLIENTS,
              1,
              index -> get("/source").from("127.0.0." + (2 + index % CLIENTS)),
              new EachSticks(CLIENTS, "client")));
    }
    return new Section(
        "Consistent Hash: Source IP",
        "/source",
        "source-ip.yaml",
        "source-ip-policy",
        "ConsistentHash",
        steps);
  }

  private Section header() {
    return new Section(
        "Consistent Hash: Header",
        "/header",
        "header.yaml",
        "header-policy",
        "ConsistentHash",
        List.of(headerStep("1.2.3.4"), headerStep("5.6.7.8")));
  }

  private Step headerStep(String value) {
    return new Step(
        "hey -n 100 -c 100 -host %s -H 'FooBar: %s' %s/header".formatted(HOST, value, base),
        100,
        100,
        index -> get("/header").with("FooBar", value),
        new OneServes());
  }

  private Section cookie() {
    var withoutCookie =
        new Step(
            curl() + " -v " + base + "/cookie",
            1,
            1,
            index -> get("/cookie"),
            new SetsCookie(COOKIE, "FooBar=\"…\"; Max-Age=60; SameSite=Strict; HttpOnly"));
    return new Section(
        "Consistent Hash: Cookie",
        "/cookie",
        "cookie.yaml",
        "cookie-policy",
        "ConsistentHash",
        List.of(cookieStep("1.2.3.4"), cookieStep("5.6.7.8"), withoutCookie));
  }

  private Step cookieStep(String value) {
    return new Step(
        "for i in $(seq 10); do %s --cookie FooBar=%s %s/cookie; done"
            .formatted(curl(), value, base),
        10,
        1,
        index -> get("/cookie").cookie("FooBar", value),
        new OneServes());
  }

  private Section override() {
    return new Section(
        "Endpoint Override",
        "/endpoint-override-header",
        "endpoint-override.yaml",
        "endpoint-override-header-policy",
        "RoundRobin",
        List.of(
            overrideStep(namedAddress, new ThisServes(namedBackend)),
            overrideStep("192.168.1.100:3000", new AllServe())));
  }

  private Step overrideStep(String address, Promise promise) {
    return new Step(
        "for i in $(seq 10); do %s -H 'x-custom-host: %s' %s/endpoint-override-header; done"
            .formatted(curl(), address, base),
        10,
        1,
        index -> get("/endpoint-override-header").with("x-custom-host", address),
        promise);
  }

  private Section unset() {
    return new Section(
        "No loadBalancer: Least Request",
        "/unset",
        "unset.yaml",
        "unset-policy",
        "LeastRequest",
        List.of(hey(100, "/unset", new AllServe())));
  }

  private Step hey(int requests, String path, Promise promise) {
    return new Step(
        "hey -n %d -c 100 -host %s %s%s".formatted(requests, HOST, base, path),
        requests,
        100,
        index -> get(path),
        promise);
  }

  private static String curl() {
    return "curl -s -H 'Host: " + HOST + "'";
  }

  private static LoadRequest get(String path) {
    return LoadRequest.get(HOST, path);
  }
}
