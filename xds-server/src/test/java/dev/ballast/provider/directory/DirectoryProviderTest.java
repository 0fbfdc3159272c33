package dev.ballast.provider.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryProviderTest extends WatchedTree {
  DirectoryProviderTest(@TempDir Path outside, @TempDir Path root) {
    super(outside, root);
  }

  @Test
  void whatIsThereAtTheStartIsOneBatch() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Path folder = Files.createDirectories(root.resolve("team-" + i % 20));
      Files.writeString(folder.resolve("s" + i + ".yaml"), service("s" + i, "1"));
    }
    start(SOON);
    assertThat(seen.batches()).hasSize(1);
    assertThat(seen.versions()).hasSize(2_000);
  }

  @Test
  void anEmptyDirectoryIsOneEmptyBatch() throws Exception {
    start(SOON);
    assertThat(seen.batches()).containsExactly(List.of());
  }

  @Test
  void aRenameTakesEffectAtOnce() throws Exception {
    rename("a.yaml", service("a", "1"));
    start(NEVER);
    rename("a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2"));

    rename("new.yaml", service("new", "1"));
    seen.await(Map.of("a", "2", "new", "1"));
  }

  @Test
  void aFileMovedWithinTheTreeNeverLosesItsObjects() throws Exception {
    rename("a.yaml", service("a", "1"));
    start(NEVER);
    Files.createDirectory(root.resolve("deep"));
    Files.move(root.resolve("a.yaml"), root.resolve("deep/b.yaml"), ATOMIC_MOVE);
    rename("marker.yaml", service("marker", "1"));
    seen.await(Map.of("a", "1", "marker", "1"));

    rename("deep/b.yaml", service("a", "2"));
    seen.await(Map.of("a", "2", "marker", "1"));
    assertThat(seen.batches().stream().flatMap(List::stream))
        .noneMatch(Change.Delete.class::isInstance);
  }

  @Test
  void aWriteInPlaceTakesEffectWhenItRests() throws Exception {
    start(Duration.ofSeconds(2));
    Path file = root.resolve("a.yaml");
    Files.writeString(file, service("a", "half"));
    Files.writeString(file, "---\n" + service("b", "whole"), APPEND);
    seen.await(Map.of("a", "half", "b", "whole"));
    assertThat(seen.batches().getLast()).as("both documents in one step").hasSize(2);
  }

  @Test
  void deletedFilesTakeTheirObjectsAlong() throws Exception {
    rename("a.yaml", service("a", "1") + "---\n" + service("b", "1"));
    rename("folder/c.yaml", service("c", "1"));
    start(SOON);
    Files.delete(root.resolve("a.yaml"));
    seen.await(Map.of("c", "1"));
    Files.move(root.resolve("folder"), outside.resolve("folder"));
    seen.await(Map.of());
  }

  @Test
  void foldersThatComeLaterAreWatchedToo() throws Exception {
    start(SOON);
    Path folder = Files.createDirectories(root.resolve("x/y/z"));
    Files.writeString(folder.resolve("a.yaml"), service("a", "1"));
    seen.await(Map.of("a", "1"));
    Files.writeString(folder.resolve("a.yaml"), service("a", "2"));
    seen.await(Map.of("a", "2"));

    rename(outside, "moved/b.json", asJson("b", "1"));
    Files.move(outside.resolve("moved"), root.resolve("moved"));
    seen.await(Map.of("a", "2", "b", "1"));
  }

  @Test
  void aMountedConfigMapIsFollowedWhenItsLinkTurns() throws Exception {
    Files.createDirectories(root.resolve("..1"));
    Files.writeString(root.resolve("..1/a.yaml"), service("a", "1"));
    Files.createSymbolicLink(root.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(root.resolve("a.yaml"), Path.of("..data/a.yaml"));
    start(NEVER);
    assertThat(seen.versions()).isEqualTo(Map.of("a", "1"));

    Files.createDirectories(root.resolve("..2"));
    Files.writeString(root.resolve("..2/a.yaml"), service("a", "2"));
    Files.createSymbolicLink(root.resolve("..data_tmp"), Path.of("..2"));
    Files.move(root.resolve("..data_tmp"), root.resolve("..data"), ATOMIC_MOVE);
    seen.await(Map.of("a", "2"));
  }

  @Test
  void aLinkToAFolderElsewhereCanBeTurned() throws Exception {
    rename(outside, "one/a.yaml", service("a", "1"));
    rename(outside, "two/a.yaml", service("a", "2"));
    Files.createSymbolicLink(root.resolve("current"), outside.resolve("one"));
    start(SOON);
    Files.createSymbolicLink(outside.resolve("next"), outside.resolve("two"));
    Files.move(outside.resolve("next"), root.resolve("current"), ATOMIC_MOVE);
    seen.await(Map.of("a", "2"));
    rename(outside, "two/b.yaml", service("b", "1"));
    seen.await(Map.of("a", "2", "b", "1"));
  }

  @Test
  void aLinkedFileIsFollowedToItsTarget() throws Exception {
    rename(outside, "a.yaml", service("a", "1"));
    Files.createSymbolicLink(root.resolve("a.yaml"), outside.resolve("a.yaml"));
    start(NEVER);
    rename(outside, "a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2"));
  }

  @Test
  void theRootItselfMayBeALinkThatTurns() throws Exception {
    rename(outside, "one/a.yaml", service("a", "1"));
    rename(outside, "two/a.yaml", service("a", "2"));
    Path link = root.resolve("link");
    Files.createSymbolicLink(link, outside.resolve("one"));
    start(link, SOON);
    Files.createSymbolicLink(root.resolve("next"), outside.resolve("two"));
    Files.move(root.resolve("next"), link, ATOMIC_MOVE);
    seen.await(Map.of("a", "2"));
  }

  @Test
  void filesOfEditorsAreNotManifests() throws Exception {
    start(SOON);
    for (String name :
        List.of(
            ".a.yaml.swp", "a.yaml~", "#a.yaml#", ".#a.yaml", "a.yaml.bak", "4913", ".a.yaml")) {
      Files.writeString(root.resolve(name), service("ignored", name));
    }
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/a.yaml"), service("ignored", "git"));
    rename("marker.yaml", service("marker", "1"));
    seen.await(Map.of("marker", "1"));
  }

  @Test
  void aFileThatStopsReadingKeepsItsLastGoodVersion() throws Exception {
    rename("a.yaml", service("a", "1") + "---\n" + service("b", "1"));
    DirectoryProvider provider = start(SOON);
    for (String broken :
        List.of("", "\t- x: [", service("a", "2") + "---\nkind: [", "\u0000\u0001", "just text")) {
      rename("a.yaml", broken);
      rename("marker.yaml", service("marker", "m" + broken.hashCode()));
      seen.await(Map.of("a", "1", "b", "1", "marker", "m" + broken.hashCode()));
      assertThat(provider.findings())
          .as("said of `%s`", broken)
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f.file()).hasValue(root.resolve("a.yaml").toString()));
      assertThat(provider.findings().getLast().sentence())
          .contains("last good version", "`Service default/a`, `Service default/b`");
    }
    rename("a.yaml", service("a", "3"));
    seen.await(
        versions ->
            versions.equals(Map.of("a", "3", "marker", versions.getOrDefault("marker", ""))));
    assertThat(provider.findings()).isEmpty();
  }

  @Test
  void anObjectWithAnErrorKeepsItsLastGoodVersionAlone() throws Exception {
    rename("a.yaml", service("a", "1") + "---\n" + service("b", "1"));
    DirectoryProvider provider = start(SOON);
    rename("a.yaml", service("a", "refused") + "---\n" + service("b", "2"));
    seen.await(Map.of("a", "1", "b", "2"));
    assertThat(provider.findings())
        .extracting(Finding::code)
        .containsExactly("refused", "last-good-kept");
    assertThat(provider.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.object()).hasValue("Service default/a");
              assertThat(finding.span().isKnown()).isTrue();
            });
    rename("a.yaml", service("b", "2"));
    seen.await(Map.of("b", "2"));
  }

  @Test
  void ofAnObjectInTwoFilesTheFirstByPathCounts() throws Exception {
    rename("b.yaml", service("a", "from-b"));
    DirectoryProvider provider = start(SOON);
    rename("a.yaml", service("a", "from-a"));
    seen.await(Map.of("a", "from-a"));
    assertThat(provider.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("duplicate-object");
              assertThat(finding.file()).hasValue(root.resolve("b.yaml").toString());
            });
    Files.delete(root.resolve("a.yaml"));
    seen.await(Map.of("a", "from-b"));
    assertThat(provider.findings()).isEmpty();
  }

  @Test
  void onlyObjectsThatDifferAreSubmitted() throws Exception {
    rename("a.yaml", service("a", "1") + "---\n" + service("b", "1"));
    start(SOON);
    rename("a.yaml", "# a remark\n" + service("a", "1") + "---\n" + service("b", "2"));
    seen.await(Map.of("a", "1", "b", "2"));
    assertThat(seen.batches().getLast()).hasSize(1);
  }

  @Test
  void aMissingDirectoryIsSaidAtTheStart() {
    assertThatThrownBy(() -> start(root.resolve("missing"), SOON))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
  }
}
