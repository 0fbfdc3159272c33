package dev.ballast.policy.crd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ballast.policy.BackendTrafficPolicySpec;
import dev.ballast.policy.BackendTrafficPolicyStatus;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The CRD of BackendTrafficPolicy, as YAML for the API server and as facts for the interpreter. */
final class CrdGenerator {
  private static final String GROUP = "gateway.envoyproxy.io";
  private static final String KIND = "BackendTrafficPolicy";
  private static final String PLURAL = "backendtrafficpolicies";
  private static final String VERSION = "v1alpha1";

  private final SchemaGenerator schemas;

  CrdGenerator(Validator validator) {
    schemas = new SchemaGenerator(validator);
  }

  Map<String, Object> crd() {
    return Map.of(
        "apiVersion",
        "apiextensions.k8s.io/v1",
        "kind",
        "CustomResourceDefinition",
        "metadata",
        Map.of("name", PLURAL + "." + GROUP),
        "spec",
        Map.of(
            "group",
            GROUP,
            "names",
            names(),
            "scope",
            "Namespaced",
            "versions",
            List.of(version())));
  }

  private static Map<String, Object> names() {
    return Map.of(
        "categories",
        List.of("envoy-gateway"),
        "kind",
        KIND,
        "listKind",
        KIND + "List",
        "plural",
        PLURAL,
        "shortNames",
        List.of("btp"),
        "singular",
        "backendtrafficpolicy");
  }

  private Map<String, Object> version() {
    return Map.of(
        "additionalPrinterColumns",
        columns(),
        "name",
        VERSION,
        "schema",
        Map.of("openAPIV3Schema", SchemaParts.forApiServer(schema())),
        "served",
        true,
        "storage",
        true,
        "subresources",
        Map.of("status", Map.of()));
  }

  /**
   * What {@code kubectl get} shows. Of several targets or ancestors the API server prints the first
   * only.
   */
  private static List<Object> columns() {
    return List.of(
        column("Targets", "string", ".spec.targetRefs[*].name"),
        column("Type", "string", ".spec.loadBalancer.type"),
        column("Accepted", "string", ancestorCondition("Accepted")),
        column("Programmed", "string", ancestorCondition("Programmed")),
        column("Age", "date", ".metadata.creationTimestamp"));
  }

  private static String ancestorCondition(String type) {
    return ".status.ancestors[*].conditions[?(@.type==\"" + type + "\")].status";
  }

  private static Map<String, Object> column(String name, String type, String jsonPath) {
    return Map.of("jsonPath", jsonPath, "name", name, "type", type);
  }

  private Map<String, Object> schema() {
    return Map.of(
        "description",
        "Asks Envoy to treat the traffic to backends in a certain way: how it is spread,"
            + " limited, retried, watched.",
        "properties",
        Map.of(
            "apiVersion",
                text("The group and version of this API: `" + GROUP + "/" + VERSION + "`."),
            "kind", text("The kind of this object: `" + KIND + "`."),
            "metadata", Map.of("type", "object"),
            "spec", schemas.schemaOf(BackendTrafficPolicySpec.class),
            "status", schemas.schemaOf(BackendTrafficPolicyStatus.class)),
        "required",
        List.of("spec"),
        "type",
        "object");
  }

  private static Map<String, Object> text(String description) {
    return Map.of("description", description, "type", "string");
  }

  String yaml() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    options.setDereferenceAliases(true);
    return "# Written from the wire records of policy-model; change those and run CrdFilesTest.\n"
        + "---\n"
        + new Yaml(options).dump(sorted(crd()));
  }

  /** The format is described in {@code build/strip-crds.py}. */
  String facts() {
    Map<String, Object> version =
        Map.of(
            "name",
            VERSION,
            "schema",
            SchemaParts.forInterpreter(schema()),
            "statusSubresource",
            true);
    Map<String, Object> kind =
        Map.of(
            "group", GROUP,
            "kind", KIND,
            "plural", PLURAL,
            "scope", "Namespaced",
            "versions", List.of(version));
    return json(kind) + "\n";
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> fields -> {
        var names = new TreeMap<String, Object>();
        fields.forEach((name, field) -> names.put((String) name, sorted(field)));
        yield names;
      }
      case List<?> items -> items.stream().map(CrdGenerator::sorted).toList();
      default -> value;
    };
  }

  static String json(Object value) {
    var text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      write(out, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> fields -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : new TreeMap<>(fields).entrySet()) {
          out.writeFieldName((String) field.getKey());
          write(out, field.getValue());
        }
        out.writeEndObject();
      }
      case List<?> items -> {
        out.writeStartArray();
        for (Object item : items) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case Boolean truth -> out.writeBoolean(truth);
      case Number number -> out.writeNumber(number.toString());
      default -> out.writeString((String) value);
    }
  }
}
