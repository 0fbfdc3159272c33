package dev.ballast.source;

/** Receives what a text holds, in the order of the text, while it is read. */
public interface DocumentSink {
  void document(Document document);

  void refused(SourceProblem problem);
}
