package dev.ballast.standalone;

import dev.ballast.engine.EngineListener;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.translation.Translation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each decision: what, which object, why. Who connects and what Envoys refuse is said
 * by {@code serving} itself.
 */
final class DecisionLog implements EngineListener, ServingListener {
  private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

  // Touched on the engine's thread only.
  private Set<Finding> said = Set.of();
  private Translation before = Translation.EMPTY;

  // Whether the reports are the same object is the question: then nothing new was said.
  @SuppressWarnings("ReferenceEquality")
  @Override
  public void published(Published published) {
    log.info(
        "translated in {} ms sequence={} changes={} gateways={}",
        published.took().toMillis(),
        published.sequence(),
        published.changes(),
        published.translation().gateways().size());
    published
        .changed()
        .forEach(
            (gateway, snapshot) ->
                log.info(
                    "published gateway={} listeners={} routes={} clusters={} endpoints={}",
                    gateway,
                    snapshot.resources(ResourceType.LISTENER).size(),
                    snapshot.resources(ResourceType.ROUTE).size(),
                    snapshot.resources(ResourceType.CLUSTER).size(),
                    snapshot.resources(ResourceType.ENDPOINT).size()));
    published.removed().forEach(gateway -> log.info("removed gateway={}", gateway));
    if (published.translation().reports() != before.reports()) {
      say(published.translation().findings());
    }
    before = published.translation();
  }

  @Override
  public void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
    log.info(
        "acked type={} resources={} removed={} node={} gateway={}",
        type,
        resources.size(),
        removed.size(),
        stream.node(),
        stream.gateway());
  }

  private void say(List<Finding> findings) {
    for (Finding finding : findings) {
      if (!said.contains(finding)) {
        String about = finding.object().map(object -> object + ": ").orElse("");
        log.warn("{}{}", about, FindingText.line(finding));
      }
    }
    said = new HashSet<>(findings);
  }
}
