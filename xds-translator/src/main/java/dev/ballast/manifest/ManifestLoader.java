package dev.ballast.manifest;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.Node;
import dev.ballast.source.SourceProblem;
import dev.ballast.source.SourceText;
import dev.ballast.verdict.Judged;
import dev.ballast.verdict.ObjectJudge;
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
  private final Function<Node, Judged> judge;

  /** Judges with the rules that come with this program. */
  public static ManifestLoader bundled() {
    return new ManifestLoader(ObjectJudge::judge);
  }

  /**
   * @param judge safe for use by several threads
   */
  public ManifestLoader(Function<Node, Judged> judge) {
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

  /** What is to be remembered of one file; its trees are let go of one by one. */
  public FilePage page(String file, InputStream in) throws IOException {
    var page = new FilePage.Writer(file);
    read(file, in, page);
    return page.page();
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
            judged(document, sink);
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

  private void judged(Document document, ManifestSink sink) {
    Judged judged = judge.apply(document.root());
    Optional<Envelope> envelope = judged.subject().map(Envelope::of);
    List<Finding> findings =
        Findings.locate(judged.findings(), document).stream()
            .map(finding -> envelope.map(e -> finding.about(e.ref().toString())).orElse(finding))
            .toList();
    if (envelope.isEmpty()) {
      (findings.isEmpty() ? List.of(noObject(document)) : findings)
          .forEach(finding -> sink.refused(finding, document.text()));
      return;
    }
    sink.object(
        new LoadedObject(
            envelope.get().apiVersion(),
            envelope.get().ref(),
            envelope.get().inNamespace(judged.defaulted()),
            document.text(),
            findings));
  }

  private static Finding noObject(Document document) {
    return Finding.error(
            "no-object",
            FieldPath.ROOT,
            "this is no Kubernetes object: it needs `apiVersion`, `kind` and `metadata.name`",
            "")
        .at(document.file(), document.root().span());
  }
}
