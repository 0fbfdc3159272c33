package dev.ballast.provider.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read, folders that cannot be listed or watched. */
class FolderFaultsTest extends WatchedTree {
  FolderFaultsTest(@TempDir Path outside, @TempDir Path root) {
    super(outside, root);
  }

  @Test
  void aFileThatCannotBeReadKeepsItsLastGoodVersion() throws Exception {
    Path unreadable = Path.of("/proc/self/mem"); // an error for everybody who reads from its start
    assumeTrue(Files.exists(unreadable), "needs Linux");
    rename("a.yaml", service("a", "1"));
    DirectoryProvider provider = start(SOON);
    Files.delete(root.resolve("a.yaml"));
    Files.createSymbolicLink(root.resolve("a.yaml"), unreadable);
    Seen.until("the fault is found", () -> !provider.findings().isEmpty());
    assertThat(codes(provider)).containsExactly("unreadable-file", "last-good-kept");
    assertThat(seen.versions()).isEqualTo(Map.of("a", "1"));
    Files.delete(root.resolve("a.yaml"));
    rename("a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2"));
    assertThat(provider.findings()).isEmpty();
  }

  @Test
  void rightsThatAreTakenAndGivenBackAreNoticed() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    rename("a.yaml", service("a", "1"));
    rename("closed/b.yaml", service("b", "1"));
    DirectoryProvider provider = start(SOON);
    rights("a.yaml", "---------");
    Seen.until("the file is missed", () -> codes(provider).contains("unreadable-file"));
    Files.writeString(outside.resolve("c.yaml"), service("c", "1"));
    rights("closed", "---------");
    rename("marker.yaml", service("marker", "1"));
    seen.await(Map.of("a", "1", "b", "1", "marker", "1"));

    rights("a.yaml", "rw-r--r--");
    rights("closed", "rwxr-xr-x");
    rename("closed/b.yaml", service("b", "2"));
    seen.await(Map.of("a", "1", "b", "2", "marker", "1"));
    Seen.until("all is well again", () -> provider.findings().isEmpty());
  }

  @Test
  void aFolderThatCannotBeListedIsSaid() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    rename("a.yaml", service("a", "1"));
    rename("closed/b.yaml", service("b", "1"));
    rights("closed", "---------");
    DirectoryProvider provider = start(SOON);
    assertThat(codes(provider)).containsExactly("unreadable-folder");
    assertThat(seen.versions()).isEqualTo(Map.of("a", "1"));
    rights("closed", "rwxr-xr-x");
    seen.await(Map.of("a", "1", "b", "1"));
    assertThat(provider.findings()).isEmpty();
  }

  @Test
  void aPipeIsNoManifest() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("pipe.yaml").toString()).start();
    assumeTrue(made.waitFor() == 0, "needs mkfifo");
    start(SOON);
    new ProcessBuilder("mkfifo", root.resolve("later.yaml").toString()).start().waitFor();
    rename("a.yaml", service("a", "1"));
    seen.await(Map.of("a", "1"));
  }

  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    rename("a.yaml", service("a", "1"));
    DirectoryProvider provider = start(SOON);
    try (var file =
        Files.newByteChannel(root.resolve("a.yaml"), java.nio.file.StandardOpenOption.WRITE)) {
      file.position(65L << 20);
      file.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}));
    }
    Seen.until("the size is noticed", () -> !provider.findings().isEmpty());
    assertThat(codes(provider)).containsExactly("file-too-large", "last-good-kept");
  }

  @Test
  void whenAllWatchesAreTakenTheStartSaysWhatToRaise() throws Exception {
    rename("sub/a.yaml", service("a", "1"));
    assertThatThrownBy(() -> start(root, SOON, seen, watchingAllBut("sub")))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("sub", "fs.inotify.max_user_watches")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void whenAllWatchesAreTakenLaterTheFolderIsReadOnceAndSaid() throws Exception {
    rename("a.yaml", service("a", "1"));
    DirectoryProvider provider = start(root, SOON, seen, watchingAllBut("late"));
    rename(outside, "late/b.yaml", service("b", "1"));
    Files.move(outside.resolve("late"), root.resolve("late"));
    seen.await(Map.of("a", "1", "b", "1"));
    assertThat(provider.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("unwatched-folder");
              assertThat(finding.hint()).contains("fs.inotify.max_user_watches");
              assertThat(finding.file()).hasValue(root.resolve("late").toString());
            });
    rename("a.yaml", service("a", "2"));
    seen.await(Map.of("a", "2", "b", "1"));
  }

  /** In the words of the JDK. */
  private static DirectoryProvider.Watching watchingAllBut(String name) {
    return (path, problems) -> {
      WatchService service = path.getFileSystem().newWatchService();
      FolderWatch real = FolderWatch.by(service);
      return new TreeWatcher(
          path,
          problems,
          service,
          folder -> {
            if (folder.endsWith(name)) {
              throw new IOException("User limit of inotify watches reached");
            }
            return real.register(folder);
          });
    };
  }

  private void rights(String name, String rights) throws IOException {
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(rights));
  }

  private static List<String> codes(DirectoryProvider provider) {
    return provider.findings().stream().map(Finding::code).toList();
  }
}
