import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites the layout of every Java file of the project: {@code Format.java check|write}.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean writes = args.length == 1 && args[0].equals("write");
    var arguments =
        new ArrayList<String>(
            writes ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (var files = Files.walk(Path.of(""))) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java") && !name.contains("target/"))
          .sorted()
          .forEach(arguments::add);
    }
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    int code = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
    if (code != 0) {
      err.println(
          "These files are not laid out by google-java-format; `mvn -Dformat=write"
              + " process-resources -N` does it.");
      System.exit(code);
    }
  }
}
