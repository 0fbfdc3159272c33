import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Lays out what an image needs below Ballast itself, when it is built on nothing: {@code
 * JavaRuntime FOLDER [libc]}. A Java runtime in {@code opt/java}, a user; with {@code libc} also
 * the C library of this machine, which a base image would bring.
 */
final class JavaRuntime {
  private static final String MODULES =
      "java.se,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,"
          + "jdk.net,jdk.unsupported,jdk.zipfs";

  /** Nobody looks at pictures, or listens, in there. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "lib(awt|font|freetype|harfbuzz|splash|jsound|lcms|mlib|javajpeg|jawt|j2pcsc).*");

  private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+\\.so\\S*) \\(");

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path java = root.resolve("opt/java");
    if (!Files.exists(java.resolve("release"))) {
      Files.createDirectories(java.getParent());
      link(java);
      Files.createDirectories(root.resolve("etc"));
      Files.writeString(
          root.resolve("etc/passwd"),
          """
          root:x:0:0:root:/root:/sbin/nologin
          ballast:x:65532:65532:ballast:/:/sbin/nologin
          """);
      Files.writeString(root.resolve("etc/group"), "root:x:0:\nballast:x:65532:\n");
      Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
    }
    if (arguments.length > 1 && arguments[1].equals("libc")) {
      copyLibraries(root, java);
    }
  }

  private static void link(Path java) {
    int code =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("needs a JDK with jlink"))
            .run(
                System.out,
                System.err,
                "--add-modules",
                MODULES,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                java.toString());
    if (code != 0) {
      throw new IllegalStateException("jlink ended with " + code);
    }
  }

  /** What the runtime's programs and libraries are linked with, where they look for it. */
  private static void copyLibraries(Path root, Path java) throws IOException, InterruptedException {
    Set<Path> wanted = new TreeSet<>();
    try (var files = Files.walk(java)) {
      for (Path file : files.filter(JavaRuntime::isLinked).toList()) {
        wanted.addAll(linkedWith(file));
      }
    }
    for (Path library : wanted) {
      Path copy = root.resolve(library.toString().substring(1));
      Files.createDirectories(copy.getParent());
      Files.copy(library.toRealPath(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isLinked(Path file) {
    String name = file.getFileName().toString();
    return name.equals("java") || (name.endsWith(".so") && !LEFT_OUT.matcher(name).matches());
  }

  private static List<Path> linkedWith(Path file) throws IOException, InterruptedException {
    Process ldd = new ProcessBuilder("ldd", file.toString()).start();
    String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ldd.waitFor();
    return LIBRARY
        .matcher(said)
        .results()
        .map((MatchResult found) -> Path.of(found.group(1)))
        .filter(library -> !library.toString().contains("/opt/java/"))
        .toList();
  }
}
