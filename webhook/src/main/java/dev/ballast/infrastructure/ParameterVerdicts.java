package dev.ballast.infrastructure;

import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the parameters of a Gateway or a class can be used, for whoever writes its status. */
public final class ParameterVerdicts {
  private static final Logger LOG = LoggerFactory.getLogger(ParameterVerdicts.class);

  private final Map<ObjectRef, ParameterVerdict> verdicts = new ConcurrentHashMap<>();
  private final List<Consumer<ObjectRef>> hearers = new CopyOnWriteArrayList<>();

  /**
   * @param generation of the object that was judged
   * @param unusable all that is wrong, in sentences for the user; empty when nothing is
   */
  public record ParameterVerdict(long generation, Optional<String> unusable) {}

  /** Empty for an object that has not been judged yet. */
  public Optional<ParameterVerdict> of(ObjectRef object) {
    return Optional.ofNullable(verdicts.get(object));
  }

  /** Told of an object about which there is another verdict; must not block. */
  public ParameterVerdicts tell(Consumer<ObjectRef> hearer) {
    hearers.add(hearer);
    return this;
  }

  void enter(ObjectRef object, ParameterVerdict verdict) {
    var before = verdicts.put(object, verdict);
    if (verdict.equals(before)) {
      return;
    }
    var unusableBefore = Optional.ofNullable(before).flatMap(ParameterVerdict::unusable);
    if (!verdict.unusable().equals(unusableBefore)) {
      verdict
          .unusable()
          .ifPresentOrElse(
              why -> LOG.warn("parameters object=\"{}\" unusable=\"{}\"", object, why),
              () -> LOG.info("parameters can be used again object=\"{}\"", object));
    }
    hearers.forEach(hearer -> hearer.accept(object));
  }

  void forget(ObjectRef object) {
    verdicts.remove(object);
  }
}
