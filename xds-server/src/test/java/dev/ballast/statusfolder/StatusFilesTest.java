package dev.ballast.statusfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.admin.Situation;
import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.JsonReader;
import dev.ballast.source.SourceText;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFilesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant ONE = Instant.parse("2026-06-01T13:00:00Z");

  private final Path folder;

  StatusFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aStatusIsOrdinaryYaml() throws IOException {
    files(NOON).write(now(route("cart", "True", "all is well")));
    assertThat(Files.readString(folder.resolve("HTTPRoute/shop/cart.yaml")))
        .isEqualTo(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: cart
              namespace: shop
            status:
              parents:
              - parentRef:
                  name: eg
                conditions:
                - type: Programmed
                  status: "True"
                  reason: Because
                  message: all is well
                  lastTransitionTime: "2026-06-01T12:00:00Z"
            """);
  }

  @Test
  void theTimeMovesWhenAConditionFlipsAndOnlyThen() throws IOException {
    files(NOON).write(now(route("cart", "True", "1 Envoy confirmed it.")));
    StatusFiles later = files(ONE);
    later.write(now(route("cart", "True", "2 Envoys confirmed it.")));
    assertThat(cart()).contains("2 Envoys", "12:00:00Z").doesNotContain("13:00:00Z");
    later.write(now(route("cart", "False", "Envoy refused it.")));
    assertThat(cart()).contains("Envoy refused it.", "13:00:00Z").doesNotContain("12:00:00Z");
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    StatusFiles files = files(NOON);
    assertThat(files.write(now(route("cart", "True", "x"), route("books", "True", "x"))))
        .as("two objects, two files of findings")
        .isEqualTo(4);
    FileTime old = FileTime.from(NOON);
    Files.setLastModifiedTime(folder.resolve("HTTPRoute/shop/cart.yaml"), old);
    assertThat(files.write(now(route("cart", "True", "x"), route("books", "True", "y"))))
        .isEqualTo(1);
    assertThat(Files.getLastModifiedTime(folder.resolve("HTTPRoute/shop/cart.yaml")))
        .isEqualTo(old);
  }

  @Test
  void whatIsNoMoreIsRemovedAlsoWhenItIsOfAnEarlierRun() throws IOException {
    files(NOON).write(now(route("cart", "True", "x"), route("books", "True", "x")));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    StatusFiles later = files(ONE);
    later.write(now(route("books", "True", "x")));
    assertThat(folder.resolve("HTTPRoute/shop/cart.yaml")).doesNotExist();
    later.write(now());
    assertThat(folder.resolve("HTTPRoute")).doesNotExist();
    assertThat(folder.resolve("notes.txt")).exists();
  }

  @Test
  void findingsAreWhatValidatePrints() throws IOException {
    Finding finding =
        Finding.error("target-missing", FieldPath.of("spec"), "there is no target", "name one")
            .about("HTTPRoute shop/cart");
    files(NOON).write(situation(List.of(), List.of(finding)));
    assertThat(Files.readString(folder.resolve("findings.txt")))
        .startsWith("error[target-missing]: there is no target\n")
        .contains("= hint: name one");
    assertThat(Files.readString(folder.resolve("findings.json")))
        .startsWith("{\n  \"findings\" : [\n")
        .contains("\"code\" : \"target-missing\"");
  }

  @Test
  void namesThatLeadElsewhereAreLeftOut() throws IOException {
    files(NOON).write(now(route("../../escaped", "True", "x"), route("..", "True", "x")));
    assertThat(folder.resolve("HTTPRoute")).doesNotExist();
  }

  @Test
  void aFolderWithOtherFilesIsNotTaken(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("mine.yaml"), "");
    assertThatThrownBy(() -> new FolderWriter(other).claim())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty");
    assertThat(other.resolve("mine.yaml")).exists();
  }

  private StatusFiles files(Instant now) throws IOException {
    var files =
        new StatusFiles(
            new FolderWriter(folder), finding -> SourceText.NONE, Clock.fixed(now, ZoneOffset.UTC));
    files.claim();
    return files;
  }

  private String cart() throws IOException {
    return Files.readString(folder.resolve("HTTPRoute/shop/cart.yaml"));
  }

  private static ObjectStatus route(String name, String programmed, String message) {
    return new ObjectStatus(
        "gateway.networking.k8s.io",
        ObjectRef.of("HTTPRoute", "shop", name),
        JsonReader.read(
            """
            {"parents": [{"parentRef": {"name": "eg"}, "conditions": [{"type": "Programmed",
              "status": "%s", "reason": "Because", "message": "%s"}]}]}
            """
                .formatted(programmed, message)));
  }

  private static Situation now(ObjectStatus... objects) {
    return situation(List.of(objects), List.of());
  }

  private static Situation situation(List<ObjectStatus> objects, List<Finding> findings) {
    return new Situation(true, 1, Duration.ZERO, new TreeMap<>(), List.of(), objects, findings);
  }
}
