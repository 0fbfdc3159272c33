package dev.ballast.input;

import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.manifest.LoadedFile;
import dev.ballast.manifest.LoadedObject;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.manifest.ManifestSink;
import dev.ballast.report.PlacedFinding;
import dev.ballast.report.Report;
import dev.ballast.schema.Schemas;
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

  /** What of the input is held on to once it has been judged. */
  public enum Keeping {
    /** Every object, since they are printed again. */
    ALL,
    /** What there is something to say about; the world knows the rest. */
    WHAT_MAY_BE_TOLD
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
      Keeping keeping,
      IntConsumer progress) {
    ManifestLoader loader = ManifestLoader.bundled();
    var loaded = new ArrayList<LoadedFile>();
    var world = new ArrayList<WorldObject>();
    int objects = 0;
    for (String file : files) {
      var intake = new Intake(keeping, world);
      read(loader, file, standardInput, intake);
      loaded.add(intake.file(nameOf(file)));
      objects += intake.objects;
      progress.accept(loaded.size());
    }
    Translation translation = Translator.translate(World.of(world), options);
    return new Manifests(loaded, translation, report(loaded, objects, translation.findings()));
  }

  /** Takes the objects of one file as they come, so that a large file leaves little behind. */
  private static final class Intake implements ManifestSink {
    private final Keeping keeping;
    private final List<WorldObject> world;
    private final List<LoadedObject> kept = new ArrayList<>();
    private final List<Finding> refusals = new ArrayList<>();
    private int objects;

    Intake(Keeping keeping, List<WorldObject> world) {
      this.keeping = keeping;
      this.world = world;
    }

    @Override
    public void object(LoadedObject object) {
      objects++;
      if (object.isAccepted()) {
        WorldReader.read(object.root()).ifPresent(world::add);
      }
      if (mayBeTold(object)) {
        kept.add(object);
      }
    }

    /** Kinds without a schema here, such as Services, are only ever referred to. */
    private boolean mayBeTold(LoadedObject object) {
      return keeping == Keeping.ALL
          || !object.findings().isEmpty()
          || Schemas.bundled().find(object.apiVersion(), object.ref().kind()).isPresent();
    }

    @Override
    public void refused(Finding finding, SourceText text) {
      refusals.add(finding);
    }

    LoadedFile file(String name) {
      return new LoadedFile(name, kept, refusals);
    }
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

  private static String nameOf(String file) {
    return file.equals(InputFiles.STANDARD_INPUT) ? STDIN_NAME : file;
  }

  private static void read(
      ManifestLoader loader, String file, InputStream standardInput, ManifestSink sink) {
    if (file.equals(InputFiles.STANDARD_INPUT)) {
      try {
        loader.read(STDIN_NAME, standardInput, sink);
      } catch (IOException e) {
        throw new UnreadableInputException("standard input cannot be read: " + e.getMessage(), e);
      }
      return;
    }
    try (var in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      loader.read(file, in, sink);
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

  private record Home(String file, LoadedObject object) {}

  /** Findings about the whole name objects, not files; here they get their places. */
  private static Report report(List<LoadedFile> files, int objects, List<Finding> aboutTheWhole) {
    var homes = new HashMap<String, Home>();
    var placed = new LinkedHashSet<PlacedFinding>();
    for (LoadedFile file : files) {
      file.refusals()
          .forEach(finding -> placed.add(new PlacedFinding(finding, SourceLine.of(finding))));
      for (LoadedObject object : file.objects()) {
        homes.put(object.ref().toString(), new Home(file.file(), object));
        object.findings().forEach(finding -> placed.add(new PlacedFinding(finding, object.text())));
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
