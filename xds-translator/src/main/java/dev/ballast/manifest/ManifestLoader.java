package dev.ballast.manifest;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Document;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads manifests as kubectl does: several documents in a file, {@code List} kinds unfolded, each
 * object judged and given its defaults. Holds nothing between calls, so one loader serves all
 * threads.
 */
public final class ManifestLoader {
  private final DocumentStream documents;
  private final Function<Node, Verdict> judge;

  /** How text becomes documents; what cannot be read becomes a finding. */
  @FunctionalInterface
  public interface DocumentStream {
    void read(String file, InputStream in, Consumer<Document> documents, Consumer<Finding> problems)
        throws IOException;
  }

  /** What the judge says to one object: its defaults filled in, and findings with their places. */
  public record Verdict(Node defaulted, List<Finding> findings) {}

  public ManifestLoader(DocumentStream documents, Function<Node, Verdict> judge) {
    this.documents = documents;
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
    documents.read(
        file,
        text,
        document -> unfold(document, sink),
        problem -> sink.refused(problem, SourceText.NONE));
    if (!text.hasText()) {
      // Emptied rather than deleted: more often a write that is under way than a wish.
      sink.refused(
          Finding.error(
                  "empty-file",
                  FieldPath.ROOT,
                  "the file is empty",
                  "write an object into it, or delete the file")
              .at(file, Span.NONE),
          SourceText.NONE);
    }
  }

  private void unfold(Document document, ManifestSink sink) {
    BiConsumer<Node, FieldPath> notAnObject =
        (node, path) ->
            sink.refused(
                Finding.error(
                        "no-object",
                        path,
                        "this is no Kubernetes object: it needs `apiVersion`, `kind` and"
                            + " `metadata.name`",
                        "")
                    .at(document.file(), node.span()),
                document.text());
    if (document.root() instanceof Node.NullNode) {
      return; // A document of comments only says nothing.
    }
    Optional<ArrayNode> items = Envelope.listItems(document.root());
    if (items.isEmpty()) {
      objectOf(document, document.root())
          .ifPresentOrElse(sink::object, () -> notAnObject.accept(document.root(), FieldPath.ROOT));
      return;
    }
    int index = 0;
    for (Node item : items.get().items()) {
      FieldPath path = FieldPath.of("items").item(index++);
      objectOf(document, item).ifPresentOrElse(sink::object, () -> notAnObject.accept(item, path));
    }
  }

  private Optional<LoadedObject> objectOf(Document document, Node root) {
    if (!(root instanceof ObjectNode written)) {
      return Optional.empty();
    }
    return Envelope.of(written)
        .map(
            envelope -> {
              Verdict verdict = judge.apply(written);
              String subject = envelope.ref().toString();
              List<Finding> findings =
                  verdict.findings().stream()
                      .map(finding -> place(finding, document, written).about(subject))
                      .toList();
              return new LoadedObject(
                  envelope.apiVersion(),
                  envelope.ref(),
                  envelope.inNamespace(verdict.defaulted()),
                  document.text(),
                  findings);
            });
  }

  private static Finding place(Finding finding, Document document, ObjectNode root) {
    return finding.at(document.file(), finding.span().isKnown() ? finding.span() : root.span());
  }
}
