package dev.ballast.translation;

import dev.ballast.finding.Finding;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import java.util.List;
import java.util.SortedMap;

/**
 * What a world becomes.
 *
 * @param gateways one snapshot for each Gateway of ours; Envoy asks for it by {@code node.cluster}
 *     = {@code ns/name}
 * @param statuses the status of each object that has one, by kind, namespace and name
 * @param findings what cannot be said about an object alone: missing targets, conflicts, fields not
 *     translated; in the order of objects, then fields
 */
public record Translation(
    SortedMap<ObjectId, Snapshot> gateways, List<ObjectStatus> statuses, List<Finding> findings) {
  public Translation {
    statuses = List.copyOf(statuses);
    findings = List.copyOf(findings);
  }
}
