package dev.ballast.input;

import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.manifest.LoadedFile;
import dev.ballast.manifest.LoadedObject;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.report.PlacedFinding;
import dev.ballast.report.Report;
import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import dev.ballast.translation.Translation;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.translation.Translator;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** All files of one command line, read and judged one by one and then as a whole. */
public final class Manifests {
  /** How standard input is called in findings. */
  private static final String STDIN_NAME = "<stdin>";

  private final List<LoadedFile> files;
  private final Translation translation;
  private final Report report;

  private Manifests(List<LoadedFile> files, Translation translation, Report report) {
    this.files = files;
    this.translation = translation;
    this.report = report;
  }

  /**
   * @param files as {@link InputFiles#expand} gives them
   * @param standardInput read for {@link InputFiles#STANDARD_INPUT}
   * @param progress told how many files are done
   * @throws UnreadableInputException when a file cannot be opened or read to its end
   */
  public static Manifests load(
      List<String> files,
      InputStream standardInput,
      TranslationOptions options,
      IntConsumer progress) {
    ManifestLoader loader = ManifestLoader.bundled();
    var loaded = new ArrayList<LoadedFile>();
    for (String file : files) {
      loaded.add(load(loader, file, standardInput));
      progress.accept(loaded.size());
    }
    Translation translation = Translator.translate(worldOf(loaded), options);
    return new Manifests(loaded, translation, report(loaded, translation.findings()));
  }

  public List<LoadedFile> files() {
    return files;
  }

  public Translation translation() {
    return translation;
  }

  public Report report() {
    return report;
  }

  private static LoadedFile load(ManifestLoader loader, String file, InputStream standardInput) {
    if (file.equals(InputFiles.STANDARD_INPUT)) {
      try {
        return loader.load(STDIN_NAME, standardInput);
      } catch (IOException e) {
        throw new UnreadableInputException("standard input cannot be read: " + e.getMessage(), e);
      }
    }
    try (var in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      return loader.load(file, in);
    } catch (IOException e) {
      throw new UnreadableInputException("%s cannot be read: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "it is gone";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static World worldOf(List<LoadedFile> files) {
    var objects = new ArrayList<WorldObject>();
    for (LoadedFile file : files) {
      for (LoadedObject object : file.objects()) {
        if (object.isAccepted()) {
          WorldReader.read(object.root()).ifPresent(objects::add);
        }
      }
    }
    return World.of(objects);
  }

  private record Home(String file, LoadedObject object) {}

  /** Findings about the whole name objects, not files; here they get their places. */
  private static Report report(List<LoadedFile> files, List<Finding> aboutTheWhole) {
    var homes = new HashMap<String, Home>();
    var placed = new LinkedHashSet<PlacedFinding>();
    int objects = 0;
    for (LoadedFile file : files) {
      file.refusals()
          .forEach(finding -> placed.add(new PlacedFinding(finding, SourceLine.of(finding))));
      for (LoadedObject object : file.objects()) {
        homes.put(object.ref().toString(), new Home(file.file(), object));
        object.findings().forEach(finding -> placed.add(new PlacedFinding(finding, object.text())));
        objects++;
      }
    }
    for (Finding finding : aboutTheWhole) {
      placed.add(place(finding, homes));
    }
    List<String> names = files.stream().map(LoadedFile::file).toList();
    return new Report(names, objects, List.copyOf(placed));
  }

  private static PlacedFinding place(Finding finding, Map<String, Home> homes) {
    Optional<Home> home = finding.object().map(homes::get);
    if (home.isEmpty()) {
      return new PlacedFinding(finding, SourceText.NONE);
    }
    LoadedObject object = home.get().object();
    Finding located = Findings.locate(List.of(finding), object.root()).getFirst();
    Span span = located.span().isKnown() ? located.span() : object.root().span();
    return new PlacedFinding(located.at(home.get().file(), span), object.text());
  }
}
