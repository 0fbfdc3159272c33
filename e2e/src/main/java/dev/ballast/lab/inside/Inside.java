package dev.ballast.lab.inside;

import dev.ballast.lab.cluster.ControlPlane;
import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.Network;
import dev.ballast.lab.process.Journal;
import dev.ballast.lab.process.Tunnel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs in the lab's namespaces. Prints lines of progress on standard output, then {@link #READY};
 * lives until its standard input ends.
 */
public final class Inside {
  /** The line that says that the cluster takes work. */
  public static final String READY = "ready";

  private static final PrintStream OUT = System.out;

  private Inside() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().name("starter").start(Inside::endWithStarter);
    try {
      start(Settings.read(Path.of(arguments[0])));
      OUT.println(READY);
    } catch (IOException | RuntimeException e) {
      Journal.note(e, "the lab cannot start");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void endWithStarter() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; the end is what we wait for.
      }
    } catch (IOException e) {
      Journal.note(e, "the way to the starter is broken");
    }
    // Nothing is to be saved: the kernel ends all other processes with the first one.
    Runtime.getRuntime().halt(0);
  }

  private static void start(Settings settings) throws IOException {
    List<String> nodes = IntStream.rangeClosed(1, 3).mapToObj(Addresses::node).toList();
    Network network = Network.setUp(nodes);
    Tunnel.listen(settings.folder());
    ControlPlane.start(
        settings.folder(),
        name -> {
          Path path = settings.programs().get(name);
          if (path == null) {
            throw new IllegalStateException("no program " + name);
          }
          return path;
        },
        OUT::println);
  }
}
