package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kubectl describe btp} in each state a policy can be in, as texts to be read. A text that
 * should change is written anew by {@code mvn verify -Dcases=rewrite}; never in CI.
 */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class DescribeStoryTest {
  private static final boolean IS_CI = System.getenv("CI") != null;
  private static final boolean REWRITES = "rewrite".equals(System.getProperty("cases")) && !IS_CI;
  private static final Path TEXTS =
      Path.of(System.getProperty("ballast.root", ".."))
          .resolve("e2e/src/test/resources/dev/ballast/stories/describe");
  private static final String ROUND = "{type: RoundRobin}";

  /** What differs from run to run. */
  private static final Map<Pattern, String> CHANGING =
      Map.of(
          Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), "<time>",
          Pattern.compile("(UID: +)\\S+"), "$1<uid>",
          Pattern.compile("(Resource Version: +)\\d+"), "$1<version>");

  /** Events in the order in which they came; the age is left out, and how often. */
  private static final Pattern EVENT =
      Pattern.compile("(?m)^( +(?:Normal|Warning) +\\S+ +)\\S+(?: \\(x\\d+ over \\S+\\))? +");

  private final Installed installed;

  DescribeStoryTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void everyStateIsToldInWords() throws IOException {
    try (var place = Place.open(installed, "describe").withBackend("backend", 1)) {
      place.apply(Place.policy("waiting", "HTTPRoute", "later", ROUND));
      place.awaitPolicy("waiting", "Accepted", "TargetNotFound");
      check(place, "waiting", "target-not-found", "TargetNotFound");

      place.withGateway();
      route(place, "cart");
      place.apply(Place.policy("winner", "HTTPRoute", "cart", ROUND));
      place.awaitPolicy("winner", "Programmed", "Programmed");
      check(place, "winner", "programmed", "Accepted");

      place.apply(Place.policy("xloser", "HTTPRoute", "cart", ROUND));
      place.awaitPolicy("xloser", "Accepted", "Conflicted");
      check(place, "xloser", "conflicted", "Conflicted");

      route(place, "plain");
      place.apply(Place.policy("whole", "Gateway", "eg", ROUND));
      place.awaitPolicy("whole", "Overridden", "Overridden");
      place.awaitPolicy("whole", "Programmed", "Programmed");
      check(place, "whole", "overridden", "Overridden");

      route(place, "third");
      place.apply(
          Place.policy("defaulted", "HTTPRoute", "third", "")
              .replaceFirst(" *loadBalancer: *\n", ""));
      place.awaitPolicy("defaulted", "Programmed", "Programmed");
      check(place, "defaulted", "defaulted", "Accepted");
    }
  }

  /** A route that the server knows: what is applied next cannot come before it. */
  private static void route(Place place, String name) {
    place.apply(Place.route(name, "backend"));
    Place.await(
        () ->
            place.read(
                "httproute/" + name,
                "{.status.parents[0].conditions[?(@.type==\"Accepted\")].status}"),
        "True"::equals,
        "httproute/" + name + " to be accepted");
  }

  private static void check(Place place, String policy, String state, String event)
      throws IOException {
    Place.await(
        () -> place.kubectl("describe btp " + policy).out(),
        text -> text.contains("Events:") && text.substring(text.indexOf("Events:")).contains(event),
        "the Event " + event);
    String seen = settled(place.kubectl("describe btp " + policy).orThrow().out());
    Path file = TEXTS.resolve(state + ".txt");
    if (REWRITES) {
      Files.createDirectories(TEXTS);
      Files.writeString(file, seen);
    }
    assertThat(file).as("mvn verify -Dcases=rewrite writes it").exists();
    assertThat(seen).as(state).isEqualTo(Files.readString(file));
  }

  private static String settled(String text) {
    String settled = text;
    for (var entry : CHANGING.entrySet()) {
      settled = entry.getKey().matcher(settled).replaceAll(entry.getValue());
    }
    settled = EVENT.matcher(settled).replaceAll("$1<age>  ");
    List<String> lines = settled.lines().map(String::stripTrailing).toList();
    return String.join("\n", lines) + "\n";
  }
}
