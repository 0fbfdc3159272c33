package dev.ballast.provider.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What editors and tools do to a file when they save it. */
class EditorsTest extends WatchedTree {
  EditorsTest(@TempDir Path outside, @TempDir Path root) {
    super(outside, root);
  }

  enum Way {
    /** Tries whether the folder can be written, moves the old file away, writes a new one. */
    VIM {
      @Override
      void save(Path file, String content) throws IOException {
        Files.delete(Files.writeString(file.resolveSibling("4913"), ""));
        Path backup = file.resolveSibling(file.getFileName() + "~");
        Files.move(file, backup, REPLACE_EXISTING);
        Files.writeString(file, content);
        Files.delete(backup);
      }
    },
    /** Marks the file with a link that leads nowhere, and leaves a backup. */
    EMACS {
      @Override
      void save(Path file, String content) throws IOException {
        Path lock = file.resolveSibling(".#" + file.getFileName());
        Files.createSymbolicLink(lock, Path.of("me@host.1:2"));
        Files.writeString(file.resolveSibling("#" + file.getFileName() + "#"), content);
        Files.move(file, file.resolveSibling(file.getFileName() + "~"), REPLACE_EXISTING);
        Files.writeString(file, content);
        Files.delete(file.resolveSibling("#" + file.getFileName() + "#"));
        Files.delete(lock);
      }
    },
    /** Empties the file and writes it anew, in pieces when it is long; nano does the same. */
    VS_CODE {
      @Override
      void save(Path file, String content) throws IOException {
        Files.writeString(file, "", TRUNCATE_EXISTING);
        int half = content.length() / 2;
        Files.writeString(file, content.substring(0, half), APPEND);
        Files.writeString(file, content.substring(half), APPEND);
      }
    },
    /** A temporary file under a name of its own, then a rename. */
    SED_IN_PLACE {
      @Override
      void save(Path file, String content) throws IOException {
        Path temporary = Files.writeString(file.resolveSibling("sedkQ3x1Z"), content);
        Files.move(temporary, file, ATOMIC_MOVE);
      }
    },
    /** Two renames, with a moment in which there is no file. */
    JET_BRAINS {
      @Override
      void save(Path file, String content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + "___jb_tmp___");
        Path old = file.resolveSibling(file.getFileName() + "___jb_old___");
        Files.writeString(temporary, content);
        Files.move(file, old, ATOMIC_MOVE);
        Files.move(temporary, file, ATOMIC_MOVE);
        Files.delete(old);
      }
    },
    /** Written elsewhere on the same disk and moved over. */
    MOVED_FROM_ELSEWHERE {
      @Override
      void save(Path file, String content) throws IOException {
        Path temporary = Files.createTempFile("elsewhere", ".yaml");
        Files.writeString(temporary, content);
        Files.move(temporary, file, REPLACE_EXISTING);
      }
    },
    /** Deleted first, as some tools that unpack archives do. */
    UNPACKED {
      @Override
      void save(Path file, String content) throws IOException {
        Files.delete(file);
        Files.writeString(file, content);
      }
    };

    abstract void save(Path file, String content) throws IOException;
  }

  private static final Duration LONGER_THAN_A_SAVE = Duration.ofMillis(400);

  @ParameterizedTest
  @EnumSource
  void savingTakesEffectAndNothingIsLostOnTheWay(Way way) throws Exception {
    rename("a.yaml", service("a", "1") + "---\n" + service("b", "1"));
    // Between two steps of a save this thread may have to wait for a processor.
    DirectoryProvider provider = start(LONGER_THAN_A_SAVE);
    for (int version = 2; version < 6; version++) {
      way.save(
          root.resolve("a.yaml"),
          service("a", "" + version) + "---\n" + service("b", "" + version));
      seen.await(Map.of("a", "" + version, "b", "" + version));
    }
    seen.neverDeleted();
    assertThat(provider.findings()).isEmpty();
  }

  /** {@code kubectl get -o yaml > a.yaml}: the shell empties the file long before it is written. */
  @Test
  void aFileThatIsEmptyForAWhileKeepsWhatItSaid() throws Exception {
    rename("a.yaml", service("a", "1"));
    DirectoryProvider provider = start(SOON);
    Files.writeString(root.resolve("a.yaml"), "", TRUNCATE_EXISTING);
    Seen.until("the file is found empty", () -> !provider.findings().isEmpty());
    assertThat(provider.findings())
        .extracting(finding -> finding.code())
        .containsExactly("empty-file", "last-good-kept");
    Files.writeString(root.resolve("a.yaml"), service("a", "2"));
    seen.await(Map.of("a", "2"));
    seen.neverDeleted();
    assertThat(provider.findings()).isEmpty();
  }
}
