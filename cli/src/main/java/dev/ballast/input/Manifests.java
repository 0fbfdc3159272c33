package dev.ballast.input;

import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.manifest.FilePage;
import dev.ballast.manifest.LoadedFile;
import dev.ballast.manifest.LoadedObject;
import dev.ballast.manifest.ManifestBook;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.manifest.ManifestSink;
import dev.ballast.provider.directory.SourceLine;
import dev.ballast.report.PlacedFinding;
import dev.ballast.report.Report;
import dev.ballast.schema.Schemas;
import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import dev.ballast.translation.Translation;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.translation.Translator;
import dev.ballast.world.World;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Map<String, Home> homes;
  private final Report report;

  private Manifests(
      List<LoadedFile> files, Translation translation, Map<String, Home> homes, Report report) {
    this.files = files;
    this.translation = translation;
    this.homes = homes;
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
    var book = new ManifestBook();
    int objects = 0;
    for (String file : files) {
      var intake = new Intake(keeping, nameOf(file));
      read(loader, file, standardInput, intake);
      loaded.add(intake.file());
      objects += intake.objects;
      book.put(intake.page.page());
      progress.accept(loaded.size());
    }
    Translation translation = Translator.translate(World.of(book.objects()), options);
    var homes = homes(loaded, book);
    var findings = findings(loaded, homes, book.findings(), translation.findings());
    List<String> names = loaded.stream().map(LoadedFile::file).toList();
    return new Manifests(loaded, translation, homes, new Report(names, objects, findings));
  }

  /** Takes the objects of one file as they come, so that a large file leaves little behind. */
  private static final class Intake implements ManifestSink {
    private final Keeping keeping;
    private final String name;
    private final FilePage.Writer page;
    private final List<LoadedObject> kept = new ArrayList<>();
    private final List<Finding> refusals = new ArrayList<>();
    private int objects;

    Intake(Keeping keeping, String name) {
      this.keeping = keeping;
      this.name = name;
      this.page = new FilePage.Writer(name);
    }

    @Override
    public void object(LoadedObject object) {
      objects++;
      page.object(object);
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
      page.refused(finding, text);
      refusals.add(finding);
    }

    LoadedFile file() {
      return new LoadedFile(name, kept, refusals);
    }
  }

  public List<LoadedFile> files() {
    return files;
  }

  public Translation translation() {
    return translation;
  }

  /** False for an object that another one of its name displaced. */
  public boolean counts(LoadedFile file, LoadedObject object) {
    Home home = homes.get(object.ref().toString());
    return home == null
        || (home.file().equals(file.file()) && home.object().equals(object))
        || !group(home.object()).equals(group(object));
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

  /** Where each object that counts stands. */
  private static Map<String, Home> homes(List<LoadedFile> files, ManifestBook book) {
    var homes = new HashMap<String, Home>();
    for (LoadedFile file : files) {
      for (LoadedObject object : file.objects()) {
        if (book.fileOf(object.ref()).orElse(file.file()).equals(file.file())) {
          homes.putIfAbsent(object.ref().toString(), new Home(file.file(), object));
        }
      }
    }
    return homes;
  }

  /** Findings about the whole name objects, not files; here they get their places. */
  private static List<PlacedFinding> findings(
      List<LoadedFile> files,
      Map<String, Home> homes,
      List<Finding> ofTheBook,
      List<Finding> aboutTheWhole) {
    var told = new HashSet<Finding>();
    var placed = new LinkedHashSet<PlacedFinding>();
    for (LoadedFile file : files) {
      for (Finding finding : file.refusals()) {
        told.add(finding);
        placed.add(new PlacedFinding(finding, SourceLine.of(finding)));
      }
      for (LoadedObject object : file.objects()) {
        for (Finding finding : object.findings()) {
          told.add(finding);
          placed.add(new PlacedFinding(finding, object.text()));
        }
      }
    }
    ofTheBook.stream()
        .filter(finding -> !told.contains(finding))
        .forEach(finding -> placed.add(new PlacedFinding(finding, SourceLine.of(finding))));
    aboutTheWhole.forEach(finding -> placed.add(place(finding, homes)));
    return List.copyOf(placed);
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

  private static String group(LoadedObject object) {
    int slash = object.apiVersion().indexOf('/');
    return slash < 0 ? "" : object.apiVersion().substring(0, slash);
  }
}
