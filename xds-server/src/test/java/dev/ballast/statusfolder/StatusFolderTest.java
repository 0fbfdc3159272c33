package dev.ballast.statusfolder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.admin.Situation;
import dev.ballast.source.Nodes;
import dev.ballast.source.SourceText;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFolderTest {
  @Test
  void manyChangesAreOneRound(@TempDir Path folder) throws Exception {
    var asked = new AtomicInteger();
    var rounds = new Semaphore(0);
    var status =
        new StatusFolder(
            folder,
            () -> {
              asked.incrementAndGet();
              rounds.release();
              return situation("x");
            },
            finding -> SourceText.NONE,
            Clock.systemUTC(),
            Duration.ofMillis(1));
    try (status) {
      for (int i = 0; i < 10_000; i++) {
        status.changed();
      }
      status.start();
      assertThat(rounds.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      status.changed();
      assertThat(rounds.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void nothingIsWrittenBeforeThereIsSomethingToTellAndThenWithoutBeingAskedAgain(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("HTTPRoute/shop/cart.yaml");
    var rounds = new Semaphore(0);
    var ready = new AtomicBoolean();
    var notReady =
        new Situation(false, 0, Duration.ZERO, new TreeMap<>(), List.of(), List.of(), List.of());
    Files.writeString(folder.resolve(".ballast-status"), "");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "of an earlier run");
    var status =
        new StatusFolder(
            folder,
            () -> {
              rounds.release();
              return ready.get() ? situation("books") : notReady;
            },
            finding -> SourceText.NONE,
            Clock.systemUTC(),
            Duration.ofMillis(1));
    try (status) {
      status.start();
      status.changed();
      assertThat(rounds.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
      assertThat(file).hasContent("of an earlier run");
      ready.set(true);
      await(folder.resolve("HTTPRoute/shop/books.yaml"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothing(@TempDir Path folder) throws Exception {
    var rounds = new Semaphore(0);
    var status =
        new StatusFolder(
            folder,
            () -> {
              rounds.release();
              return situation("cart");
            },
            finding -> SourceText.NONE,
            Clock.systemUTC(),
            Duration.ofMillis(1));
    try (status) {
      status.start();
      Files.writeString(folder.resolve("HTTPRoute"), "a file where a folder has to be");
      status.changed();
      assertThat(rounds.tryAcquire(3, 20, TimeUnit.SECONDS)).as("tried again").isTrue();
      Files.delete(folder.resolve("HTTPRoute"));
      await(folder.resolve("HTTPRoute/shop/cart.yaml"));
    }
  }

  private static void await(Path file) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private static Situation situation(String name) {
    return new Situation(
        true,
        1,
        Duration.ZERO,
        new TreeMap<>(),
        List.of(),
        List.of(
            new ObjectStatus(
                "gateway.networking.k8s.io",
                ObjectRef.of("HTTPRoute", "shop", name),
                Nodes.object().build())),
        List.of());
  }
}
