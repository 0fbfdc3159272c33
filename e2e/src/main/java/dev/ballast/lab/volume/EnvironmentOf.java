package dev.ballast.lab.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.lab.net.Addresses;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Works out a container's environment, and the words of its command that refer to it. */
public final class EnvironmentOf {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\(([^)]+)\\)");

  private final PodFacts facts;
  private final ConfigObjects objects;

  public EnvironmentOf(PodFacts facts, ConfigObjects objects) {
    this.facts = facts;
    this.objects = objects;
  }

  /**
   * @param fromImage what the image sets
   * @throws MissingObjectException when a ConfigMap, a Secret or one of its keys is not there
   */
  public Map<String, String> container(Container container, Map<String, String> fromImage)
      throws MissingObjectException {
    var environment = new LinkedHashMap<>(fromImage);
    environment.put("HOSTNAME", facts.field("metadata.name"));
    environment.put("KUBERNETES_SERVICE_HOST", Addresses.KUBERNETES_SERVICE);
    environment.put("KUBERNETES_SERVICE_PORT", "443");
    environment.put("KUBERNETES_SERVICE_PORT_HTTPS", "443");
    for (EnvFromSource source : container.getEnvFrom()) {
      addAll(source, environment);
    }
    for (EnvVar variable : container.getEnv()) {
      if (variable.getValueFrom() == null) {
        String value = variable.getValue() == null ? "" : variable.getValue();
        environment.put(variable.getName(), expand(value, environment));
      } else {
        Optional<String> value = value(variable.getValueFrom(), container);
        value.ifPresent(text -> environment.put(variable.getName(), text));
      }
    }
    return environment;
  }

  /**
   * Replaces {@code $(NAME)}; {@code $$(NAME)} stays as {@code $(NAME)}, unknown names as written.
   */
  public static List<String> expand(List<String> words, Map<String, String> environment) {
    return words.stream().map(word -> expand(word, environment)).toList();
  }

  private static String expand(String text, Map<String, String> environment) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              boolean escaped = match.group(1) != null;
              String written = "$(" + match.group(2) + ")";
              return Matcher.quoteReplacement(
                  escaped ? written : environment.getOrDefault(match.group(2), written));
            });
  }

  private void addAll(EnvFromSource source, Map<String, String> environment)
      throws MissingObjectException {
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    Optional<Map<String, byte[]>> entries = Optional.empty();
    if (source.getConfigMapRef() != null) {
      var ref = source.getConfigMapRef();
      entries = configMap(ref.getName(), ref.getOptional());
    } else if (source.getSecretRef() != null) {
      var ref = source.getSecretRef();
      entries = secret(ref.getName(), ref.getOptional());
    }
    entries
        .orElse(Map.of())
        .forEach((key, bytes) -> environment.put(prefix + key, new String(bytes, UTF_8)));
  }

  private Optional<String> value(EnvVarSource source, Container container)
      throws MissingObjectException {
    if (source.getFieldRef() != null) {
      return Optional.of(facts.field(source.getFieldRef().getFieldPath()));
    }
    if (source.getResourceFieldRef() != null) {
      return Optional.of(facts.resource(source.getResourceFieldRef(), container));
    }
    if (source.getConfigMapKeyRef() != null) {
      var ref = source.getConfigMapKeyRef();
      return key(configMap(ref.getName(), ref.getOptional()), ref.getKey(), ref.getOptional());
    }
    var ref = source.getSecretKeyRef();
    return key(secret(ref.getName(), ref.getOptional()), ref.getKey(), ref.getOptional());
  }

  private static Optional<String> key(
      Optional<Map<String, byte[]>> entries, String key, @Nullable Boolean optional)
      throws MissingObjectException {
    Optional<byte[]> bytes = entries.map(map -> map.get(key));
    if (bytes.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingObjectException("couldn't find key " + key);
    }
    return bytes.map(value -> new String(value, UTF_8));
  }

  private Optional<Map<String, byte[]>> configMap(String name, @Nullable Boolean optional)
      throws MissingObjectException {
    var found = objects.configMap(facts.pod().getMetadata().getNamespace(), name);
    return required(found, optional, "configmap \"" + name + "\" not found");
  }

  private Optional<Map<String, byte[]>> secret(String name, @Nullable Boolean optional)
      throws MissingObjectException {
    var found = objects.secret(facts.pod().getMetadata().getNamespace(), name);
    return required(found, optional, "secret \"" + name + "\" not found");
  }

  static Optional<Map<String, byte[]>> required(
      Optional<Map<String, byte[]>> found, @Nullable Boolean optional, String otherwise)
      throws MissingObjectException {
    if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingObjectException(otherwise);
    }
    return found;
  }
}
