import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Lets Ballast start once, as its image will, and keeps what the JVM has learnt of it: {@code
 * StartupCache STAGE DIST WORK MAIN FLAG…}. Afterwards {@code STAGE/app} has the class path as an
 * argument file, and the cache.
 *
 * <p>A cache is taken only with the very files it was made of, by name, order, size and age. An
 * image has all files of one age, so the copies for the rehearsal get that age too; in which folder
 * they are does not matter.
 */
final class StartupCache {
  /** As old as jib makes all files. */
  private static final FileTime AGE = FileTime.from(Instant.ofEpochSecond(1));

  private static final long PATIENCE_MINUTES = 5;

  public static void main(String[] arguments) throws Exception {
    Path stage = Path.of(arguments[0]).toAbsolutePath();
    Path dist = Path.of(arguments[1]);
    Path work = Path.of(arguments[2]).toAbsolutePath();
    String main = arguments[3];
    List<String> flags = List.of(arguments).subList(4, arguments.length);

    List<Path> jars = layOut(dist, work);
    Path app = Files.createDirectories(stage.resolve("app"));
    Files.writeString(app.resolve("classpath-file"), classPath(Path.of("/app"), work, jars));
    Files.writeString(work.resolve("classpath-file"), classPath(work, work, jars));
    Path java = stage.resolve("opt/java");
    Files.setLastModifiedTime(java.resolve("lib/modules"), AGE);

    var command = new ArrayList<String>();
    command.add(java.resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + app.resolve("start.aot"));
    command.addAll(flags);
    command.addAll(List.of("-cp", "@" + work.resolve("classpath-file"), main, "--rehearse"));
    rehearse(command, work);
  }

  private static void rehearse(List<String> command, Path work)
      throws IOException, InterruptedException {
    Path log = work.resolve("rehearsal.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "the rehearsal did not go well:\n" + Files.readString(log, StandardCharsets.UTF_8));
    }
  }

  /** The jar first, then the libraries by name, where an image has them. */
  private static List<Path> layOut(Path dist, Path work) throws IOException {
    var jars = new ArrayList<Path>();
    copyAll(dist, work.resolve("classpath"), jars, name -> true);
    Set<String> needed = libraries(jars.getFirst());
    copyAll(dist.resolve("lib"), work.resolve("libs"), jars, needed::contains);
    return jars;
  }

  /** By name. Beside them may lie others, from before a dependency changed its version. */
  private static Set<String> libraries(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      String paths = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Arrays.stream(paths.split(" "))
          .map(path -> path.substring(path.lastIndexOf('/') + 1))
          .collect(Collectors.toSet());
    }
  }

  private static void copyAll(Path from, Path to, List<Path> copies, Predicate<String> isNeeded)
      throws IOException {
    Files.createDirectories(to);
    try (var old = Files.list(to)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (var files = Files.list(from)) {
      for (Path file :
          files
              .filter(name -> name.toString().endsWith(".jar"))
              .filter(name -> isNeeded.test(name.getFileName().toString()))
              .sorted(Comparator.comparing(Path::getFileName))
              .toList()) {
        Path copy = to.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(copy, AGE);
        copies.add(copy);
      }
    }
  }

  private static String classPath(Path root, Path work, List<Path> jars) {
    return String.join(
        ":", jars.stream().map(jar -> root.resolve(work.relativize(jar)).toString()).toList());
  }
}
