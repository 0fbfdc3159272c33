package dev.ballast.translation;

import dev.ballast.finding.Finding;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What a world becomes. Parts that are as they were in the translation before are the same objects.
 *
 * @param gateways one snapshot for each Gateway of ours; Envoy asks for it by {@code node.cluster}
 *     = {@code ns/name}
 * @param reports what is to be said about each object, by kind, namespace and name: missing
 *     targets, conflicts, fields not translated
 */
public record Translation(SortedMap<ObjectId, Snapshot> gateways, Reports reports) {
  public static final Translation EMPTY =
      new Translation(Collections.emptySortedMap(), Reports.EMPTY);

  /** The status of each object that has one, by kind, namespace and name. */
  public List<ObjectStatus> statuses() {
    return reports.byObject().values().stream()
        .flatMap(report -> report.status().stream())
        .toList();
  }

  /** In the order of objects, then fields. */
  public List<Finding> findings() {
    return reports.byObject().values().stream()
        .flatMap(report -> report.findings().stream())
        .toList();
  }
}
