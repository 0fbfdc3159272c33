package dev.ballast.lab.volume;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pod may ask about itself (the downward API).
 *
 * @param hostIp its node's address
 * @param podIp its own
 */
public record PodFacts(Pod pod, String hostIp, String podIp) {
  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']*)']");

  /** The text of a {@code fieldRef}; empty for what is not set. */
  String field(String path) {
    ObjectMeta metadata = pod.getMetadata();
    Matcher keyed = KEYED.matcher(path);
    if (keyed.matches()) {
      Map<String, String> map =
          keyed.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
      return map == null ? "" : map.getOrDefault(keyed.group(2), "");
    }
    return switch (path) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "metadata.labels" -> lines(metadata.getLabels());
      case "metadata.annotations" -> lines(metadata.getAnnotations());
      case "spec.nodeName" -> text(pod.getSpec().getNodeName());
      case "spec.serviceAccountName" -> text(pod.getSpec().getServiceAccountName());
      case "status.hostIP", "status.hostIPs" -> hostIp;
      case "status.podIP", "status.podIPs" -> podIp;
      default -> throw new IllegalArgumentException("the lab knows no field " + path);
    };
  }

  /** The number of a {@code resourceFieldRef}; limits that are not set are the node's. */
  String resource(ResourceFieldSelector selector, Container container) {
    String[] parts = selector.getResource().split("\\.", 2);
    var resources = container.getResources();
    Map<String, Quantity> chosen = null;
    if (resources != null) {
      chosen = parts[0].equals("limits") ? resources.getLimits() : resources.getRequests();
    }
    Quantity quantity = chosen == null ? null : chosen.get(parts[1]);
    if (quantity == null) {
      quantity = parts[1].equals("cpu") ? new Quantity("16") : new Quantity("64Gi");
    }
    BigDecimal amount = quantity.getNumericalAmount();
    BigDecimal divisor =
        selector.getDivisor() == null || selector.getDivisor().getNumericalAmount().signum() == 0
            ? BigDecimal.ONE
            : selector.getDivisor().getNumericalAmount();
    return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String lines(@Nullable Map<String, String> map) {
    var lines = new StringBuilder();
    if (map != null) {
      new TreeMap<>(map)
          .forEach(
              (key, value) ->
                  lines.append(
                      "%s=\"%s\"%n"
                          .formatted(key, value.replace("\\", "\\\\").replace("\"", "\\\""))));
    }
    return lines.toString();
  }
}
