package dev.ballast.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a reader delivered. */
final class Collected implements DocumentSink {
  final List<Document> documents = new ArrayList<>();
  final List<SourceProblem> problems = new ArrayList<>();

  static Collected of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static Collected of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes));
  }

  static Collected of(InputStream in) {
    var collected = new Collected();
    try {
      DocumentReader.read("f.yaml", in, collected);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return collected;
  }

  @Override
  public void document(Document document) {
    documents.add(document);
  }

  @Override
  public void refused(SourceProblem problem) {
    problems.add(problem);
  }

  List<String> json() {
    return documents.stream().map(d -> JsonWriter.text(d.root())).toList();
  }

  List<String> codes() {
    return problems.stream().map(SourceProblem::code).toList();
  }
}
