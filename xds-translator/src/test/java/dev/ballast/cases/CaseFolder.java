package dev.ballast.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One folder under {@code cases}: {@code in.yaml}, and what it promises.
 *
 * @param name room and case, such as {@code loadbalancer/hash-table-not-prime}
 * @param outputs the files beside {@code in.yaml}, by name
 */
public record CaseFolder(
    Path folder, String name, String input, SortedMap<String, String> outputs) {
  private static final String INPUT = "in.yaml";
  private static final String WITH = "# with:";

  /** Every case of the project, in order of name. */
  public static List<CaseFolder> all() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(folder -> Files.isRegularFile(folder.resolve(INPUT)))
          .map(folder -> read(root, folder))
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the cases under " + root, e);
    }
  }

  /** The input, and before it what it shares with other cases: {@code # with: gateway}. */
  public List<Manifest> manifests() {
    var shared =
        input
            .lines()
            .filter(line -> line.startsWith(WITH))
            .map(line -> line.substring(WITH.length()).strip() + ".yaml")
            .map(file -> new Manifest(file, text(root().resolve("with").resolve(file))));
    return Stream.concat(shared, Stream.of(new Manifest(INPUT, input))).toList();
  }

  /** A file with its text. */
  public record Manifest(String file, String text) {}

  private static Path root() {
    return Path.of(System.getProperty("ballast.root"), "cases");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static CaseFolder read(Path root, Path folder) {
    var outputs = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.endsWith(INPUT)) {
          outputs.put(String.valueOf(file.getFileName()), text(file));
        }
      }
      return new CaseFolder(
          folder, root.relativize(folder).toString(), text(folder.resolve(INPUT)), outputs);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the case in " + folder, e);
    }
  }

  /** Writes what was seen in place of what was promised. */
  public void rewrite(Map<String, String> seen) {
    try {
      for (String name : outputs.keySet()) {
        Files.delete(folder.resolve(name));
      }
      for (var output : seen.entrySet()) {
        Files.writeString(folder.resolve(output.getKey()), output.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("rewriting the case in " + folder, e);
    }
  }

  /** Shown by test reports. */
  @Override
  public String toString() {
    return name;
  }
}
