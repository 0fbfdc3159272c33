package dev.ballast.source;

import dev.ballast.source.LineReader.Line;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads Kubernetes objects from a file or stream as kubectl does: YAML 1.1 or JSON, several
 * documents separated by lines {@code ---}, JSON objects also one behind the other. Documents
 * without content are skipped; a list such as {@code kind: List} is delivered as its items (see
 * {@link ListKinds}).
 *
 * <p>One document is held at a time. A document that cannot be read is refused with its place, and
 * reading goes on behind the next separator. Refused where kubectl is lax: keys written twice, and
 * content behind a {@code ...}, which kubectl would drop without a word.
 *
 * <p>Limits: 3 MiB a document, 500,000 values and 200 collections inside each other in it, 100,000
 * values through aliases.
 */
public final class DocumentReader {
  private final String file;
  private final LineReader lines;
  private final DocumentSink sink;
  private int index;

  private DocumentReader(String file, LineReader lines, DocumentSink sink) {
    this.file = file;
    this.lines = lines;
    this.sink = sink;
  }

  /**
   * Delivers all that is in the stream, in its order. The stream stays open.
   *
   * @param file the name to print
   * @throws IOException when the stream itself breaks
   */
  public static void read(String file, InputStream in, DocumentSink sink) throws IOException {
    new DocumentReader(file, new LineReader(in), sink).read();
  }

  private void read() throws IOException {
    var chunk = new Chunk(1);
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      boolean separates = line.get().text().startsWith("---");
      if (separates || chunk.endsBefore(line.get())) {
        deliver(chunk);
        chunk = separates ? afterSeparator(line.get(), chunk) : new Chunk(chunk.nextLine());
      }
      if (!separates) {
        chunk.add(line.get());
      }
    }
    deliver(chunk);
    if (index == 0) {
      sink.refused(
          new SourceProblem(
              SourceProblem.NO_OBJECTS, file, new Span(1, 1, 1, 1), "no objects in here", ""));
    }
  }

  private static Chunk afterSeparator(Line separator, Chunk before) {
    int line = before.nextLine();
    var chunk = new Chunk(line + 1);
    String rest = separator.text().substring("---".length()).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      int column = separator.text().indexOf(rest) + 1;
      chunk.refuse(
          new Refusal(
              SourceProblem.SEPARATOR,
              new Span(line, column, line, column + rest.codePointCount(0, rest.length())),
              "a line that starts with `---` separates documents, and kubectl refuses content on"
                  + " it",
              "move the content to the next line"));
    }
    return chunk;
  }

  private void deliver(Chunk chunk) {
    if (chunk.refusal().isPresent()) {
      refuse(chunk.refusal().get());
      return;
    }
    String text = chunk.text();
    if (text.isBlank()) {
      return;
    }
    var positions = new Positions(text, chunk.firstLine());
    var parsed = ChunkParser.parse(text, positions);
    if (!parsed.roots().isEmpty()) {
      SourceText source = positions.sourceText();
      parsed.roots().forEach(root -> deliver(root, source));
    }
    parsed.refusal().ifPresent(this::refuse);
  }

  private void deliver(Node root, SourceText text) {
    switch (root) {
      case NullNode ignored -> {}
      case ObjectNode object -> {
        for (Node item : ListKinds.expand(object)) {
          if (item instanceof ObjectNode) {
            sink.document(new Document(file, index, item, text));
          } else {
            sink.refused(notAnObject(item).in(file));
          }
        }
        index++;
      }
      default -> refuse(notAnObject(root));
    }
  }

  private void refuse(Refusal refusal) {
    sink.refused(refusal.in(file));
    index++;
  }

  private static Refusal notAnObject(Node root) {
    Span span = root.span();
    return new Refusal(
        SourceProblem.NOT_AN_OBJECT,
        new Span(span.line(), span.column(), span.line(), span.column()),
        "this is no Kubernetes object: it has no fields",
        "an object starts with `apiVersion:` and `kind:`");
  }
}
