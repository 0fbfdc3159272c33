package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything one file says.
 *
 * @param file the name it was handed in with
 * @param objects its objects, in the order of the file; the ones with errors too
 * @param refusals what belongs to no object: text that is no YAML, documents over a limit,
 *     documents that are no Kubernetes objects
 */
public record LoadedFile(String file, List<LoadedObject> objects, List<Finding> refusals) {
  public LoadedFile {
    objects = List.copyOf(objects);
    refusals = List.copyOf(refusals);
  }

  /** Whether every document could be read; the objects in them may still have errors. */
  public boolean isReadable() {
    return refusals.stream().noneMatch(Finding::isError);
  }

  /** Refusals first, then what is said about each object. */
  public List<Finding> findings() {
    return Stream.concat(
            refusals.stream(), objects.stream().flatMap(object -> object.findings().stream()))
        .toList();
  }
}
