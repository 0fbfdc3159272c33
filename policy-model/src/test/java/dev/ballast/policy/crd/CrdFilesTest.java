package dev.ballast.policy.crd;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The files that are written from the wire records are what the records say. {@code -Dcrd=rewrite}
 * writes them anew, and still fails, so that a person looks at the difference.
 */
class CrdFilesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("ballast.root", "..")).toAbsolutePath().normalize();

  @Test
  void theCrdIsWhatTheRecordsSay() throws IOException {
    holds("manifests/crds/gateway.envoyproxy.io_backendtrafficpolicies.yaml", generator().yaml());
  }

  @Test
  void theChartInstallsTheSame() throws IOException {
    holds(
        "manifests/chart/crds/gateway.envoyproxy.io_backendtrafficpolicies.yaml",
        generator().yaml());
  }

  @Test
  void theFactsForTheInterpreterAreWhatTheRecordsSay() throws IOException {
    holds(
        "policy-model/src/main/resources/dev/ballast/schema/"
            + "backendtrafficpolicies.gateway.envoyproxy.io.json",
        generator().facts());
  }

  private static CrdGenerator generator() {
    return new CrdGenerator(Validation.buildDefaultValidatorFactory().getValidator());
  }

  private static void holds(String file, String wanted) throws IOException {
    Path path = ROOT.resolve(file);
    String found = Files.exists(path) ? Files.readString(path) : "";
    if (!found.equals(wanted) && "rewrite".equals(System.getProperty("crd"))) {
      assertThat(System.getenv("CI")).as("no file is rewritten in CI").isNotEqualTo("true");
      Files.createDirectories(path.getParent());
      Files.writeString(path, wanted);
    }
    assertThat(found.lines().filter(Predicate.not(wanted.lines().collect(toSet())::contains)))
        .as("lines of %s that no record asks for; -Dcrd=rewrite writes it anew", file)
        .isEmpty();
    assertThat(found.equals(wanted)).as("%s is fresh; -Dcrd=rewrite writes it anew", file).isTrue();
  }
}
