package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import dev.ballast.source.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one file: its objects as the world knows them, their places, and what is
 * wrong. The trees are let go of. Made apart from the {@link ManifestBook}, so that many files can
 * be read at the same time.
 */
public final class FilePage {
  private final String file;
  private final boolean isReadable;
  private final List<Finding> findings;
  private final Map<ObjectKey, Claim> claims;

  private FilePage(
      String file, boolean isReadable, List<Finding> findings, Map<ObjectKey, Claim> claims) {
    this.file = file;
    this.isReadable = isReadable;
    this.findings = List.copyOf(findings);
    this.claims = Collections.unmodifiableMap(claims);
  }

  /** A page of a file that could not be opened at all. */
  public static FilePage unreadable(String file, Finding why) {
    return new FilePage(file, false, List.of(why), Map.of());
  }

  public static FilePage of(LoadedFile loaded) {
    var writer = new Writer(loaded.file());
    loaded.refusals().forEach(finding -> writer.refused(finding, SourceText.NONE));
    loaded.objects().forEach(writer::object);
    return writer.page();
  }

  /** Fills a page while its file is read. */
  public static final class Writer implements ManifestSink {
    private final String file;
    private final List<Finding> refusals = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<ObjectKey, Claim> claims = new LinkedHashMap<>();

    public Writer(String file) {
      this.file = file;
    }

    @Override
    public void object(LoadedObject object) {
      findings.addAll(object.findings());
      Claim claim = Claim.of(file, object);
      if (claims.putIfAbsent(ObjectKey.of(object), claim) != null) {
        findings.add(BookFindings.twiceInOneFile(object.ref(), claim));
      }
    }

    @Override
    public void refused(Finding finding, SourceText text) {
      refusals.add(finding);
    }

    /** What was read so far. */
    public FilePage page() {
      var all = new ArrayList<>(refusals);
      all.addAll(findings);
      boolean isReadable = refusals.stream().noneMatch(Finding::isError);
      return new FilePage(file, isReadable, all, new LinkedHashMap<>(claims));
    }
  }

  public String file() {
    return file;
  }

  /** Whether every document could be read; the objects in them may still have errors. */
  public boolean isReadable() {
    return isReadable;
  }

  /** Refusals first, then what is said about each object, in the order of the file. */
  public List<Finding> findings() {
    return findings;
  }

  Map<ObjectKey, Claim> claims() {
    return claims;
  }

  /** This page's complaints, beside what the file said when it could be read. */
  FilePage withClaimsOf(FilePage before) {
    return new FilePage(file, isReadable, findings, before.claims);
  }
}
