package dev.ballast.provider.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole folders come, go, move and are replaced, and so do the links that lead to them. */
class FolderMovesTest extends WatchedTree {
  FolderMovesTest(@TempDir Path outside, @TempDir Path root) {
    super(outside, root);
  }

  @Test
  void aFolderMovedWithinTheTreeNeverLosesItsObjects() throws Exception {
    rename("one/deep/a.yaml", service("a", "1"));
    rename("one/b.yaml", service("b", "1"));
    start(SOON);
    Files.move(root.resolve("one"), root.resolve("two"), ATOMIC_MOVE);
    rename("two/deep/a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2", "b", "1"));
    seen.neverDeleted();

    rename("one/c.yaml", service("c", "1"));
    seen.await(Map.of("a", "2", "b", "1", "c", "1"));
  }

  @Test
  void aFolderIsReplacedByAnotherOfItsName() throws Exception {
    rename("team/a.yaml", service("a", "1"));
    rename("team/gone.yaml", service("gone", "1"));
    rename(outside, "team/a.yaml", service("a", "2"));
    start(SOON);
    Files.move(root.resolve("team"), outside.resolve("old"));
    Files.move(outside.resolve("team"), root.resolve("team"));
    seen.await(Map.of("a", "2"));
    rename("team/a.yaml", service("a", "3"));
    seen.await(Map.of("a", "3"));

    rename(outside, "old/a.yaml", service("a", "of a folder that is no longer here"));
    rename("marker.yaml", service("marker", "1"));
    seen.await(Map.of("a", "3", "marker", "1"));
  }

  @Test
  void aFileBecomesAFolderAndAFileAgain() throws Exception {
    rename("a.yaml", service("a", "file"));
    start(SOON);
    Files.delete(root.resolve("a.yaml"));
    rename("a.yaml/b.yaml", service("a", "folder"));
    seen.await(Map.of("a", "folder"));
    Files.delete(root.resolve("a.yaml/b.yaml"));
    Files.delete(root.resolve("a.yaml"));
    rename("a.yaml", service("a", "again"));
    seen.await(Map.of("a", "again"));
  }

  @Test
  void aMissingRootWithdrawsNothingUntilItIsBack() throws Exception {
    Path watched = Files.createDirectory(outside.resolve("watched"));
    rename(watched, "a.yaml", service("a", "1"));
    rename(watched, "b.yaml", service("b", "1"));
    DirectoryProvider provider = start(watched, SOON);
    Files.move(watched, outside.resolve("aside"));
    Seen.until("the folder is missed", () -> !provider.findings().isEmpty());
    assertThat(provider.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("missing-folder"));
    assertThat(seen.versions()).isEqualTo(Map.of("a", "1", "b", "1"));

    rename(outside, "next/a.yaml", service("a", "2"));
    Files.move(outside.resolve("next"), watched);
    seen.await(Map.of("a", "2"));
    assertThat(provider.findings()).isEmpty();
    rename(watched, "c.yaml", service("c", "1"));
    seen.await(Map.of("a", "2", "c", "1"));
  }

  @Test
  void aFolderAboveTheRootMayBeReplaced() throws Exception {
    rename(outside, "app/conf/a.yaml", service("a", "1"));
    rename(outside, "next/conf/a.yaml", service("a", "2"));
    start(outside.resolve("app/conf"), SOON);
    Files.move(outside.resolve("app"), outside.resolve("before"));
    Files.move(outside.resolve("next"), outside.resolve("app"));
    seen.await(Map.of("a", "2"));
    rename(outside, "app/conf/a.yaml", service("a", "3"));
    seen.await(Map.of("a", "3"));
  }

  /** As git-sync does it: a folder in a work tree, behind a link that turns with each commit. */
  @Test
  void anyLinkOnTheWayToTheRootMayTurn() throws Exception {
    rename(outside, "trees/one/conf/a.yaml", service("a", "1"));
    rename(outside, "trees/two/conf/a.yaml", service("a", "2"));
    turn(outside.resolve("current"), Path.of("trees/one"));
    turn(root.resolve("repo"), outside.resolve("current"));
    start(root.resolve("repo/conf"), SOON);
    turn(outside.resolve("current"), Path.of("trees/two"));
    seen.await(Map.of("a", "2"));
    rename(outside, "trees/two/conf/b.yaml", service("b", "1"));
    seen.await(Map.of("a", "2", "b", "1"));
    turn(root.resolve("repo"), outside.resolve("trees/one"));
    seen.await(Map.of("a", "1"));
  }

  @Test
  void anyLinkOnTheWayToAFileMayTurn() throws Exception {
    rename(outside, "v1/a.yaml", service("a", "1"));
    rename(outside, "v2/a.yaml", service("a", "2"));
    turn(outside.resolve("current"), Path.of("v1"));
    turn(root.resolve("a.yaml"), outside.resolve("current/a.yaml"));
    start(NEVER);
    turn(outside.resolve("current"), Path.of("v2"));
    seen.await(Map.of("a", "2"));
    rename(outside, "v2/a.yaml", service("a", "3"));
    seen.await(Map.of("a", "3"));
  }

  @Test
  void aLinkInACircleIsPassedOver() throws Exception {
    rename("sub/a.yaml", service("a", "1"));
    Files.createSymbolicLink(root.resolve("sub/up"), root);
    Files.createSymbolicLink(root.resolve("self.yaml"), Path.of("self.yaml"));
    DirectoryProvider provider = start(SOON);
    rename("sub/a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2"));
    assertThat(provider.findings()).isEmpty();
  }

  @Test
  void turningALinkOverAndOverWatchesNoMoreFolders() throws Exception {
    rename(outside, "0/a.yaml", service("a", "0"));
    turn(root.resolve("current"), outside.resolve("0"));
    rename(outside, "0/b.yaml", service("b", "0"));
    turn(root.resolve("b.yaml"), outside.resolve("0/b.yaml"));
    var watcher = new ArrayList<TreeWatcher>();
    start(root, SOON, seen, (path, problems) -> keep(new TreeWatcher(path, problems), watcher));
    Set<Path> before = watcher.getFirst().watched();
    for (int i = 1; i <= 20; i++) {
      rename(outside, i + "/a.yaml", service("a", "" + i));
      rename(outside, i + "/b.yaml", service("b", "" + i));
      turn(root.resolve("current"), outside.resolve("" + i));
      turn(root.resolve("b.yaml"), outside.resolve(i + "/b.yaml"));
      seen.await(Map.of("a", "" + i, "b", "" + i));
    }
    assertThat(watcher.getFirst().watched()).hasSameSizeAs(before);
  }

  @Test
  void moreThanTheOperatingSystemRemembersIsFoundByLooking() throws Exception {
    for (int i = 0; i < 700; i++) {
      rename("deep/f" + i + ".yaml", service("s" + i, "1"));
    }
    var watcher = new ArrayList<TreeWatcher>();
    var busy = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    start(
        root,
        SOON,
        changes -> {
          seen.accept(changes);
          if (seen.batches().size() == 2) {
            begun.countDown();
            waitFor(busy);
          }
        },
        (path, problems) -> keep(new TreeWatcher(path, problems), watcher));
    rename("first.yaml", service("first", "1"));
    begun.await();
    var expected = new HashMap<>(Map.of("first", "1"));
    for (int i = 0; i < 700; i++) {
      if (i % 7 == 0) {
        Files.delete(root.resolve("deep/f" + i + ".yaml"));
      } else {
        rename("deep/f" + i + ".yaml", service("s" + i, "2"));
        expected.put("s" + i, "2");
      }
    }
    rename("deep/new/n.yaml", service("late", "1"));
    expected.put("late", "1");
    busy.countDown();
    seen.await(expected);
    assertThat(watcher.getFirst().overflows()).isPositive();
    rename("deep/new/n.yaml", service("late", "2"));
    expected.put("late", "2");
    seen.await(expected);
  }

  @Test
  void thousandsOfFilesComeAndGo() throws Exception {
    start(SOON);
    var expected = new HashMap<String, String>();
    for (int i = 0; i < 2_000; i++) {
      rename(outside, "many/team-" + i % 50 + "/f" + i + ".yaml", service("s" + i, "1"));
      expected.put("s" + i, "1");
    }
    Files.move(outside.resolve("many"), root.resolve("many"));
    seen.await(expected);
    Files.move(root.resolve("many"), outside.resolve("many"));
    seen.await(Map.of());
  }

  @Test
  void whatABrokenFileSaidSurvivesItsMove() throws Exception {
    rename("a.yaml", service("a", "1"));
    DirectoryProvider provider = start(SOON);
    rename("a.yaml", service("a", "refused"));
    Seen.until("the refusal", () -> !provider.findings().isEmpty());
    Files.move(root.resolve("a.yaml"), root.resolve("b.yaml"), ATOMIC_MOVE);
    Seen.until(
        "the new name",
        () ->
            provider.findings().stream()
                .map(Finding::file)
                .allMatch(file -> file.orElse("").endsWith("b.yaml")));
    assertThat(seen.versions()).isEqualTo(Map.of("a", "1"));
    seen.neverDeleted();
  }

  private static TreeWatcher keep(TreeWatcher watcher, List<TreeWatcher> kept) {
    kept.add(watcher);
    return watcher;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Path link, Path target) throws IOException {
    Path next = outside.resolve("..turning");
    Files.createSymbolicLink(next, target);
    Files.move(next, link, ATOMIC_MOVE);
  }
}
