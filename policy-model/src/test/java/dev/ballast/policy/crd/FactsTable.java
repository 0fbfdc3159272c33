package dev.ballast.policy.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A CRD as a table of facts; {@code build/crd-facts.py} describes the columns. */
final class FactsTable {
  private static final List<String> BOUNDS =
      List.of("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems");
  private static final List<String> SEMANTICS =
      List.of("x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type");
  private static final List<String> CHOICES =
      List.of(
          "allOf", "anyOf", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields");
  private static final List<String> KNOWN =
      List.of(
          "type",
          "format",
          "enum",
          "pattern",
          "default",
          "required",
          "properties",
          "items",
          "additionalProperties",
          "x-kubernetes-validations",
          "description");

  private final List<String> lines = new ArrayList<>();

  private FactsTable() {}

  static List<String> of(Map<?, ?> crd) {
    var table = new FactsTable();
    table.around(crd);
    return table.lines;
  }

  private void around(Map<?, ?> crd) {
    add("crd:metadata.name", json(at(child(crd, "metadata"), "name")));
    Map<?, ?> spec = child(crd, "spec");
    var version = new TreeMap<String, Object>();
    ((Map<?, ?>) ((List<?>) at(spec, "versions")).getFirst())
        .forEach((name, value) -> version.put((String) name, value));
    new TreeMap<Object, Object>(spec)
        .forEach(
            (name, value) -> {
              if (!name.equals("versions")) {
                add("crd:spec." + name, json(value));
              }
            });
    Map<?, ?> schema = (Map<?, ?>) version.remove("schema");
    version.forEach((name, value) -> add("crd:spec.versions[0]." + name, json(value)));
    walk("", child(schema, "openAPIV3Schema"));
  }

  private void walk(String path, Map<?, ?> node) {
    refuseUnknown(path, node);
    add(
        path,
        node.containsKey("type") ? (String) at(node, "type") : "",
        node.containsKey("format") ? (String) at(node, "format") : "",
        some(node, BOUNDS),
        one(node, "enum"),
        one(node, "pattern"),
        one(node, "default"),
        some(node, SEMANTICS),
        one(node, "required"),
        some(node, CHOICES),
        rules(node));
    if (node.containsKey("properties")) {
      new TreeMap<Object, Object>(child(node, "properties"))
          .forEach(
              (name, child) ->
                  walk(path.isEmpty() ? (String) name : path + "." + name, (Map<?, ?>) child));
    }
    if (node.containsKey("items")) {
      walk(path + "[]", child(node, "items"));
    }
    if (node.containsKey("additionalProperties")) {
      walk(path + "{}", child(node, "additionalProperties"));
    }
  }

  private static void refuseUnknown(String path, Map<?, ?> node) {
    var strange = new TreeSet<>(node.keySet());
    List.of(BOUNDS, SEMANTICS, CHOICES, KNOWN).forEach(strange::removeAll);
    if (!strange.isEmpty()) {
      throw new IllegalStateException(path + ": no column for " + strange);
    }
  }

  private static String rules(Map<?, ?> node) {
    if (!node.containsKey("x-kubernetes-validations")) {
      return "";
    }
    var rules = new ArrayList<List<Object>>();
    for (Object rule : (List<?>) at(node, "x-kubernetes-validations")) {
      rules.add(List.of(at((Map<?, ?>) rule, "message"), at((Map<?, ?>) rule, "rule")));
    }
    return json(rules);
  }

  private static String some(Map<?, ?> node, List<String> keywords) {
    var found = new TreeMap<String, Object>();
    for (String keyword : keywords) {
      if (node.containsKey(keyword)) {
        found.put(keyword, at(node, keyword));
      }
    }
    return found.isEmpty() ? "" : json(found);
  }

  private static String one(Map<?, ?> node, String keyword) {
    return node.containsKey(keyword) ? json(at(node, keyword)) : "";
  }

  private static Map<?, ?> child(Map<?, ?> node, String name) {
    return (Map<?, ?>) at(node, name);
  }

  private static Object at(Map<?, ?> node, String name) {
    Object value = node.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is missing in " + node.keySet());
    }
    return value;
  }

  private static String json(Object value) {
    return CrdGenerator.json(value);
  }

  private void add(String... cells) {
    lines.add(String.join("\t", cells));
  }
}
