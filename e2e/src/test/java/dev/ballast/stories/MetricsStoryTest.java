package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docs/metrics.md} and {@code /metrics} of a server in a cluster name the same. */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class MetricsStoryTest {
  private static final Pattern FROM_A_FOLDER =
      Pattern.compile("^## From a folder$.*?(?=^## )", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (counter|gauge|summary|histogram) \\|", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (\\w+) (counter|gauge|summary|histogram)$", Pattern.MULTILINE);

  private final Installed installed;

  MetricsStoryTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void everyMetricIsInTheTableAndTheOtherWayRound() throws IOException {
    try (var place = Place.open(installed, "metrics")) {
      place.apply(Place.policy("counted", "HTTPRoute", "cart", "{type: RoundRobin}"));
      place.awaitPolicy("counted", "Accepted", "TargetNotFound");
    }
    Set<String> registered = names(TYPE, installed.metrics());
    registered.removeIf(name -> name.matches(".*_max gauge")); // goes with a timer
    registered.add("process_files_max_files gauge");
    Path page = Path.of(System.getProperty("ballast.root", "..")).resolve("docs/metrics.md");
    Set<String> documented =
        names(ROW, FROM_A_FOLDER.matcher(Files.readString(page)).replaceFirst(""));
    assertThat(documented).containsAll(registered);
    // Which numbers a JVM has depends on its collector and on what it did so far.
    documented.removeIf(name -> name.startsWith("jvm_"));
    assertThat(registered).containsAll(documented);
  }

  private static Set<String> names(Pattern pattern, String text) {
    var names = new TreeSet<String>();
    pattern.matcher(text).results().forEach(f -> names.add(f.group(1) + " " + f.group(2)));
    return names;
  }
}
