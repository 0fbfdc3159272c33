package dev.ballast.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** A file that tests take for granted: a problem in it is a failure of the test. */
public final class SoundFile {
  private SoundFile() {}

  /** The tree of its first document. */
  public static Node root(Path file) throws IOException {
    var roots = new ArrayList<Node>();
    DocumentReader.read(
        file.toString(),
        new ByteArrayInputStream(Files.readAllBytes(file)),
        new DocumentSink() {
          @Override
          public void document(Document document) {
            roots.add(document.root());
          }

          @Override
          public void refused(SourceProblem problem) {
            throw new AssertionError(problem.toString());
          }
        });
    return roots.getFirst();
  }
}
