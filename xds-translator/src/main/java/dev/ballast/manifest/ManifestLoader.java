package dev.ballast.manifest;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.schema.Schemas;
import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.SourceProblem;
import dev.ballast.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads manifests as kubectl does: several documents in a file, lists unfolded, each object judged
 * and given its defaults. Holds nothing between calls, so one loader serves all threads.
 */
public final class ManifestLoader {
  private final Function<ObjectNode, Verdict> judge;

  /** What the judge says to one object: its defaults filled in, and findings with their places. */
  public record Verdict(Node defaulted, List<Finding> findings) {}

  /** Judges with what comes with this program. */
  public static ManifestLoader bundled() {
    return new ManifestLoader(
        root ->
            Envelope.of(root)
                .flatMap(e -> Schemas.bundled().find(e.apiVersion(), e.ref().kind()))
                .map(kind -> kind.judge(root))
                .map(verdict -> new Verdict(verdict.defaulted(), verdict.findings()))
                .orElseGet(() -> new Verdict(root, List.of())));
  }

  /**
   * @param judge safe for use by several threads
   */
  public ManifestLoader(Function<ObjectNode, Verdict> judge) {
    this.judge = judge;
  }

  /** Everything in one file, held in memory. */
  public LoadedFile load(String file, InputStream in) throws IOException {
    var objects = new ArrayList<LoadedObject>();
    var refusals = new ArrayList<Finding>();
    read(
        file,
        in,
        new ManifestSink() {
          @Override
          public void object(LoadedObject object) {
            objects.add(object);
          }

          @Override
          public void refused(Finding finding, SourceText text) {
            refusals.add(finding);
          }
        });
    return new LoadedFile(file, objects, refusals);
  }

  /**
   * The objects of a file one by one.
   *
   * @param file the name to print, such as {@code shop/cart.yaml} or {@code <stdin>}
   */
  public void read(String file, InputStream in, ManifestSink sink) throws IOException {
    var text = new NotedText(in);
    DocumentReader.read(
        file,
        text,
        new DocumentSink() {
          @Override
          public void document(Document document) {
            objectOf(document)
                .ifPresentOrElse(
                    sink::object, () -> sink.refused(noObject(document), document.text()));
          }

          @Override
          public void refused(SourceProblem problem) {
            sink.refused(
                problem.refusesSomething()
                    ? Findings.of(problem)
                    : nothing(problem, text.hasText()),
                SourceText.NONE);
          }
        });
  }

  /**
   * Comments only is a way to switch objects off. An emptied file is more often a write under way,
   * so it counts as unreadable.
   */
  private static Finding nothing(SourceProblem problem, boolean hasText) {
    return (hasText
            ? Finding.warning(problem.code(), FieldPath.ROOT, problem.sentence(), problem.hint())
            : Finding.error(
                "empty-file",
                FieldPath.ROOT,
                "the file is empty",
                "write an object into it, or delete the file"))
        .at(problem.file(), problem.span());
  }

  private static Finding noObject(Document document) {
    return Finding.error(
            "no-object",
            FieldPath.ROOT,
            "this is no Kubernetes object: it needs `apiVersion`, `kind` and `metadata.name`",
            "")
        .at(document.file(), document.root().span());
  }

  private Optional<LoadedObject> objectOf(Document document) {
    if (!(document.root() instanceof ObjectNode written)) {
      return Optional.empty();
    }
    return Envelope.of(written)
        .map(
            envelope -> {
              Verdict verdict = judge.apply(written);
              String subject = envelope.ref().toString();
              List<Finding> findings =
                  Findings.locate(verdict.findings(), document).stream()
                      .map(finding -> finding.about(subject))
                      .toList();
              return new LoadedObject(
                  envelope.apiVersion(),
                  envelope.ref(),
                  envelope.inNamespace(verdict.defaulted()),
                  document.text(),
                  findings);
            });
  }
}
