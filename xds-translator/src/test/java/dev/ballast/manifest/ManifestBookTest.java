package dev.ballast.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Services whose label "v" tells versions apart; a broken one has a label no API server takes. */
class ManifestBookTest {
  private static final ObjectRef CART = ObjectRef.of("Service", "default", "cart");
  private static final String BROKEN = "no label!";

  private final ManifestBook book = new ManifestBook();

  @Test
  void ofTwoFilesTheFirstByNameCounts() {
    put("b.yaml", cart("b"));
    put("a.yaml", cart("a"));
    assertThat(inForce()).isEqualTo("a of a.yaml");
    assertThat(codes()).containsExactly("duplicate-object");
    assertThat(book.findings().getFirst().file()).hasValue("b.yaml");

    book.remove("a.yaml");
    assertThat(inForce()).isEqualTo("b of b.yaml");
    assertThat(codes()).isEmpty();
  }

  @Test
  void theOrderInWhichFilesComeDoesNotMatter() {
    put("a.yaml", cart("a"));
    put("b.yaml", cart("b"));
    assertThat(inForce()).isEqualTo("a of a.yaml");
    assertThat(book.findings().getFirst().file()).hasValue("b.yaml");
  }

  @Test
  void withinAFileTheOneFurtherUpCounts() {
    Turn turn = put("a.yaml", cart("first") + "---\n" + cart("second"));
    assertThat(inForce()).isEqualTo("first of a.yaml");
    assertThat(turn.objects()).containsExactly(CART);
    assertThat(turn.news())
        .singleElement()
        .satisfies(finding -> assertThat(finding.span().line()).isEqualTo(7));
  }

  @Test
  void anObjectWithErrorsGivesWayToAGoodOne() {
    put("a.yaml", cart(BROKEN));
    put("b.yaml", cart("b"));
    assertThat(inForce()).isEqualTo("b of b.yaml");
    put("b.yaml", cart("b2"));
    assertThat(inForce()).isEqualTo("b2 of b.yaml");
    put("a.yaml", cart("a"));
    assertThat(inForce()).isEqualTo("a of a.yaml");
  }

  @Test
  void theLastGoodVersionStaysEvenIfAnotherFileHasAGoodOne() {
    put("a.yaml", cart("a"));
    put("b.yaml", cart("b"));
    Turn turn = put("a.yaml", cart(BROKEN));
    assertThat(turn.objects()).isEmpty();
    assertThat(inForce()).isEqualTo("a of a.yaml");
    assertThat(codes()).containsExactly("bad-label", "last-good-kept", "duplicate-object");
  }

  @Test
  void anUnreadableFileKeepsAllItSaid() {
    put("a.yaml", cart("a") + "---\n" + cart("x").replace("cart", "other"));
    Turn turn =
        book.put(
            FilePage.unreadable(
                "a.yaml", Finding.error("unreadable-file", FieldPath.ROOT, "no", "")));
    assertThat(turn.objects()).isEmpty();
    assertThat(inForce()).isEqualTo("a of a.yaml");
    assertThat(turn.news())
        .last()
        .satisfies(
            finding ->
                assertThat(finding.sentence())
                    .endsWith("`Service default/cart`, `Service default/other`"));
    assertThat(put("a.yaml", cart("b")).cured()).isTrue();
    assertThat(codes()).isEmpty();
  }

  @Test
  void aFileThatCouldNeverBeReadKeepsNothing() {
    put("a.yaml", "kind: [");
    assertThat(codes()).doesNotContain("last-good-kept").isNotEmpty();
    assertThat(book.filesWithErrors()).isEqualTo(1);
  }

  @Test
  void aMoveOfABrokenFileKeepsTheLastGoodVersion() {
    put("a.yaml", cart("a"));
    put("a.yaml", cart(BROKEN));
    put("b.yaml", cart(BROKEN));
    assertThat(book.remove("a.yaml").objects()).isEmpty();
    assertThat(inForce()).isEqualTo("a of b.yaml");
    assertThat(book.remove("b.yaml").objects()).containsExactly(CART);
    assertThat(book.kinds()).containsEntry("Service", 0);
  }

  @Test
  void aTurnTellsOnlyWhatIsNew() {
    String refused = cart(BROKEN);
    assertThat(put("a.yaml", refused).news()).hasSize(1);
    assertThat(put("a.yaml", refused).news()).isEmpty();
    assertThat(put("a.yaml", cart("1")).objects()).containsExactly(CART);
    assertThat(put("a.yaml", "# a remark\n" + cart("1")).objects()).isEmpty();
  }

  @Test
  void aFindingAboutAnObjectGetsThePlaceOfTheObject() {
    put("a.yaml", "# a remark\n" + cart("1"));
    Finding finding = Finding.warning("x", FieldPath.ROOT, "x", "").about(CART.toString());
    assertThat(book.placed(finding).file()).hasValue("a.yaml");
    assertThat(book.placed(finding).span().line()).isEqualTo(2);
    assertThat(book.placed(finding.about("Service default/unknown")).file()).isEmpty();
  }

  private Turn put(String file, String content) {
    try {
      return book.put(
          ManifestLoader.bundled().page(file, new ByteArrayInputStream(content.getBytes(UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String inForce() {
    return book.object(CART).map(ManifestBookTest::version).orElse("nothing")
        + " of "
        + book.fileOf(CART).orElse("nowhere");
  }

  private static String version(WorldObject object) {
    return object.metadata().labels().getOrDefault("v", "");
  }

  private java.util.List<String> codes() {
    return book.findings().stream().map(Finding::code).toList();
  }

  private static String cart(String version) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: cart
      labels: {v: "%s"}
    """
        .formatted(version);
  }
}
