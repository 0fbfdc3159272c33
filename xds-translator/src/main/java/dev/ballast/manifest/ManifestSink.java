package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import dev.ballast.source.SourceText;

/** Takes the objects of a file one by one, so that a large file need not be held in memory. */
public interface ManifestSink {
  void object(LoadedObject object);

  /**
   * @param text the text around it; {@link SourceText#NONE} when there is none to show
   */
  void refused(Finding finding, SourceText text);
}
