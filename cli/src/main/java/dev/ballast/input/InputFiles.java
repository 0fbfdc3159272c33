package dev.ballast.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The files that paths on the command line stand for. */
public final class InputFiles {
  /** Stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private InputFiles() {}

  /**
   * Folders are searched to the bottom for {@code .yaml}, {@code .yml} and {@code .json}, sorted by
   * name, hidden files left out; files named outright are taken whatever they are called.
   *
   * @throws UnreadableInputException when a path does not exist or a folder cannot be listed
   */
  public static List<String> expand(List<String> paths) {
    var files = new LinkedHashSet<String>();
    for (String path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(Path.of(path))) {
        files.addAll(within(Path.of(path)));
      } else if (Files.exists(Path.of(path))) {
        files.add(path);
      } else {
        throw new UnreadableInputException("there is no file or folder " + path);
      }
    }
    return List.copyOf(files);
  }

  private static List<String> within(Path folder) {
    var found = new ArrayList<String>();
    try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .map(Path::toString)
          .filter(InputFiles::isManifest)
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UnreadableInputException("%s cannot be listed: %s".formatted(folder, e), e);
    } catch (UncheckedIOException e) {
      throw new UnreadableInputException(
          "%s cannot be listed: %s".formatted(folder, e.getCause()), e);
    }
    return found;
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isManifest(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }
}
