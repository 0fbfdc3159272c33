package dev.ballast.bench;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a measure.
 *
 * @param distribution from the rename of the file, or from the start of what has no file
 * @param fromEngine from the moment the engine was handed the change
 * @param failures requests that were not answered with 200 meanwhile, where all should be
 */
record Measured(
    Distribution distribution, Optional<Distribution> fromEngine, OptionalInt failures) {
  Node toNode() {
    var object = distribution.into(Nodes.object());
    fromEngine.ifPresent(same -> object.with("fromEngine", same.into(Nodes.object()).build()));
    failures.ifPresent(count -> object.with("failedRequests", count));
    return object.build();
  }
}
