package dev.ballast.cases;

import dev.ballast.finding.Finding;
import dev.ballast.manifest.LoadedFile;
import dev.ballast.manifest.LoadedObject;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.translation.Translation;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.translation.Translator;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The world of a case and what becomes of it. Of two objects of one name the later one counts, so
 * that a case can replace what it shares.
 *
 * @param findings what is said about each object alone
 */
public record CaseWorld(List<Finding> findings, Translation translation) {
  public static CaseWorld load(CaseFolder folder) {
    return load(folder, TranslationOptions.offline());
  }

  public static CaseWorld load(CaseFolder folder, TranslationOptions options) {
    var findings = new ArrayList<Finding>();
    var objects = new ArrayList<WorldObject>();
    for (CaseFolder.Manifest manifest : folder.manifests()) {
      LoadedFile loaded = read(manifest);
      findings.addAll(loaded.findings());
      loaded.objects().stream()
          .filter(LoadedObject::isAccepted)
          .forEach(object -> WorldReader.read(object.root()).ifPresent(objects::add));
    }
    World world = World.of(objects);
    return new CaseWorld(List.copyOf(findings), Translator.translate(world, options));
  }

  private static LoadedFile read(CaseFolder.Manifest manifest) {
    try {
      return ManifestLoader.bundled()
          .load(
              manifest.file(),
              new ByteArrayInputStream(manifest.text().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + manifest.file() + " from memory", e);
    }
  }
}
