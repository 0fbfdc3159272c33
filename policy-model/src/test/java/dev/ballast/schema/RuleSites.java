package dev.ballast.schema;

import dev.ballast.schema.Schema.Rule;
import java.util.ArrayList;
import java.util.List;

/** Every place of a schema where a rule stands. */
final class RuleSites {
  /**
   * @param path with {@code []} for the items of a list and {@code {}} for the values of a map
   */
  record Site(String path, Rule rule) {
    boolean isSpokenIn(String apiMessage) {
      String place = apiMessage.replaceFirst(": .*", "").replaceAll("\\[[0-9]+]", "[]");
      return place.equals(path) && apiMessage.endsWith(": " + rule.spokenName());
    }
  }

  private RuleSites() {}

  static List<Site> of(Schema schema) {
    var sites = new ArrayList<Site>();
    visit(schema, "", sites);
    return sites;
  }

  private static void visit(Schema schema, String path, List<Site> sites) {
    schema.rules().forEach(rule -> sites.add(new Site(path, rule)));
    schema
        .object()
        .properties()
        .forEach((name, its) -> visit(its, path.isEmpty() ? name : path + "." + name, sites));
    schema.object().values().ifPresent(its -> visit(its, path + "{}", sites));
    schema.list().items().ifPresent(its -> visit(its, path + "[]", sites));
  }
}
