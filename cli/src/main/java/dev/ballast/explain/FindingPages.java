package dev.ballast.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One page for each code a finding can have, {@code pages/<code>.md} beside this class. */
public final class FindingPages {
  private static final String FOLDER = "pages";
  private static final String ENDING = ".md";

  private FindingPages() {}

  public static Optional<String> find(String code) {
    if (!code.matches("[a-z0-9-]+")) {
      return Optional.empty();
    }
    try (InputStream page = FindingPages.class.getResourceAsStream(FOLDER + "/" + code + ENDING)) {
      return page == null ? Optional.empty() : Optional.of(new String(page.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the page " + code + " cannot be read", e);
    }
  }

  /** All codes that have a page. */
  public static SortedSet<String> codes() {
    try {
      URI folder = Objects.requireNonNull(FindingPages.class.getResource(FOLDER)).toURI();
      if (!folder.getScheme().equals("jar")) {
        return codesIn(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return codesIn(jar.provider().getPath(folder));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the pages cannot be listed", e);
    }
  }

  private static SortedSet<String> codesIn(Path folder) throws IOException {
    var codes = new TreeSet<String>();
    try (var pages = Files.list(folder)) {
      pages
          .map(page -> page.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .forEach(name -> codes.add(name.substring(0, name.length() - ENDING.length())));
    }
    return codes;
  }
}
