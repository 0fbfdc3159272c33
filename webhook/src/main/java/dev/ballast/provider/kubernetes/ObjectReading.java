package dev.ballast.provider.kubernetes;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.verdict.Judged;
import dev.ballast.verdict.ObjectJudge;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one object says.
 *
 * @param object empty when it cannot be used as it is
 * @param findings what is wrong with it
 */
record ObjectReading(ObjectRef ref, Optional<WorldObject> object, List<Finding> findings) {
  private static final Logger log = LoggerFactory.getLogger(ObjectReading.class);

  ObjectReading {
    findings = List.copyOf(findings);
  }

  /**
   * The API server has checked built-in kinds already; others were checked by whatever definition
   * happens to be installed, so they are judged by ours. A policy that its schema accepts is used
   * even when it cannot work: its status has to tell.
   */
  static ObjectReading of(ObjectRef ref, Node tree, boolean isBuiltIn) {
    try {
      if (isBuiltIn) {
        return new ObjectReading(ref, WorldReader.read(tree), List.of());
      }
      Judged judged = ObjectJudge.judge(tree);
      Optional<WorldObject> read = WorldReader.read(judged.defaulted());
      return new ObjectReading(
          ref, read.filter(o -> judged.isAccepted() || tellsItself(o)), judged.findings());
    } catch (RuntimeException e) {
      log.error("bug: reading {} broke; what it said before stays in force", ref, e);
      var finding =
          Finding.error(
              "unreadable-object",
              FieldPath.ROOT,
              "this object could not be read; what it said before stays in force",
              "the log tells more; please report it");
      return new ObjectReading(ref, Optional.empty(), List.of(finding.about(ref.toString())));
    }
  }

  private static boolean tellsItself(WorldObject object) {
    return object instanceof BackendTrafficPolicy policy
        && policy.spec().isPresent()
        && policy.findings().stream().anyMatch(Finding::isError);
  }

  boolean isRefused() {
    return object.isEmpty() && findings.stream().anyMatch(Finding::isError);
  }
}
