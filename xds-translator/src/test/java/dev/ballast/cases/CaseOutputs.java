package dev.ballast.cases;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Span;
import dev.ballast.source.YamlWriter;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What becomes of a case, as the files that stand beside its input. */
public final class CaseOutputs {
  private static final Map<String, ResourceType> RESOURCES =
      Map.of(
          "clusters", ResourceType.CLUSTER,
          "endpoints", ResourceType.ENDPOINT,
          "listeners", ResourceType.LISTENER,
          "routes", ResourceType.ROUTE);

  private CaseOutputs() {}

  static SortedMap<String, String> of(CaseFolder folder) {
    var loaded = CaseWorld.load(folder);
    Translation translation = loaded.translation();
    var files = new TreeMap<String, String>();
    var findings = new ArrayList<>(loaded.findings());
    findings.addAll(translation.findings());
    if (!findings.isEmpty()) {
      files.put("findings.txt", findings.stream().map(CaseOutputs::line).collect(joined()));
    }
    var shown = new TreeMap<String, List<Member>>();
    Focus.in(folder.input())
        .forEach(
            focus ->
                shown
                    .computeIfAbsent(focus.output() + ".yaml", name -> new ArrayList<>())
                    .addAll(show(focus, translation)));
    shown.forEach((name, members) -> files.put(name, YamlWriter.write(document(members))));
    return files;
  }

  private static String line(Finding finding) {
    String severity = finding.isError() ? "error" : "warning";
    String object = finding.object().map(name -> name + ": ").orElse("");
    return severity + " " + object + FindingText.line(finding);
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n", "", "\n");
  }

  private static List<Member> show(Focus focus, Translation translation) {
    var members = new ArrayList<Member>();
    if (focus.output().equals("statuses")) {
      for (ObjectStatus status : translation.statuses()) {
        focus.of(status.status()).ifPresent(node -> add(members, status.object().toString(), node));
      }
      return members;
    }
    ResourceType type = RESOURCES.get(focus.output());
    if (type == null) {
      throw new IllegalStateException("no output is called " + focus.output());
    }
    boolean several = translation.gateways().size() > 1;
    for (Map.Entry<ObjectId, Snapshot> gateway : translation.gateways().entrySet()) {
      String prefix = several ? "[" + gateway.getKey() + "] " : "";
      for (var resource : gateway.getValue().resources(type).values()) {
        focus
            .of(ResourceJson.toNode(resource.message()))
            .ifPresent(node -> add(members, prefix + resource.name(), node));
      }
    }
    return members;
  }

  /** Several focuses on one output stand below each other under the same name. */
  private static void add(List<Member> members, String name, Node node) {
    members.add(new Member(name, Span.NONE, node));
  }

  /** The document that {@code members} make. */
  static ObjectNode document(List<Member> members) {
    return new ObjectNode(members, Span.NONE);
  }
}
