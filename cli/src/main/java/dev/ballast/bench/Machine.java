package dev.ballast.bench;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where it was measured. Empty texts where the system does not tell.
 *
 * @param loadBefore load averages of 1, 5 and 15 minutes when the run began
 * @param loadAfter the same at its end; the run itself is part of it
 */
public record Machine(
    String cpu, int cores, String memory, String kernel, String loadBefore, String loadAfter) {

  public static Machine now() {
    String load = load();
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        field("/proc/meminfo", "MemTotal"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        load,
        load);
  }

  public Machine atTheEnd() {
    return new Machine(cpu, cores, memory, kernel, loadBefore, load());
  }

  /** Our version; the jar knows it. */
  static String ballast() {
    return "ballast "
        + Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
  }

  Node toNode(String envoyVersion) {
    return Nodes.object()
        .with("cpu", cpu)
        .with("cores", cores)
        .with("memory", memory)
        .with("kernel", kernel)
        .with("loadBefore", loadBefore)
        .with("loadAfter", loadAfter)
        .with("ballast", ballast())
        .with("java", Runtime.version().toString())
        .with("envoy", envoyVersion)
        .build();
  }

  private static String load() {
    String[] words = text("/proc/loadavg").split(" ", 4);
    return words.length < 4 ? "" : String.join(" ", words[0], words[1], words[2]);
  }

  private static String field(String file, String name) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return ""; // not Linux
    }
  }
}
