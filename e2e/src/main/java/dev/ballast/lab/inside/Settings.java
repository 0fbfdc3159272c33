package dev.ballast.lab.inside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the process outside tells the process inside, by a file in the lab's folder.
 *
 * @param folder the lab's folder
 * @param programs the toolbox and {@code envoy}: name to file
 * @param images image name, without registry and tag, to an image layout on disk
 */
public record Settings(Path folder, Map<String, Path> programs, Map<String, Path> images) {
  private static final String FILE = "settings.properties";
  private static final String PROGRAM = "program.";
  private static final String IMAGE = "image.";

  public Settings {
    programs = Map.copyOf(programs);
    images = Map.copyOf(images);
  }

  public void write() throws IOException {
    var properties = new Properties();
    programs.forEach((name, path) -> properties.setProperty(PROGRAM + name, path.toString()));
    images.forEach((name, path) -> properties.setProperty(IMAGE + name, path.toString()));
    try (Writer out = Files.newBufferedWriter(folder.resolve(FILE), UTF_8)) {
      properties.store(out, null);
    }
  }

  static Settings read(Path folder) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve(FILE), UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the lab's settings cannot be read", e);
    }
    return new Settings(folder, below(PROGRAM, properties), below(IMAGE, properties));
  }

  Path program(String name) {
    Path path = programs.get(name);
    if (path == null) {
      throw new IllegalStateException("nobody said where " + name + " is");
    }
    return path;
  }

  private static Map<String, Path> below(String prefix, Properties properties) {
    var paths = new TreeMap<String, Path>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        paths.put(key.substring(prefix.length()), Path.of(properties.getProperty(key)));
      }
    }
    return paths;
  }
}
