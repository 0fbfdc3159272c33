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
    var byOutput = Focus.in(folder.input()).collect(Collectors.groupingBy(Focus::output));
    byOutput.forEach(
        (output, focuses) ->
            files.put(output + ".yaml", YamlWriter.write(shown(focuses, translation))));
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

  /** One focus stands alone; several stand below each other, each under its path. */
  private static ObjectNode shown(List<Focus> focuses, Translation translation) {
    if (focuses.size() == 1) {
      return show(focuses.getFirst(), translation);
    }
    return new ObjectNode(
        focuses.stream()
            .map(focus -> new Member(focus.path(), Span.NONE, show(focus, translation)))
            .toList(),
        Span.NONE);
  }

  private static ObjectNode show(Focus focus, Translation translation) {
    var members = new ArrayList<Member>();
    if (focus.output().equals("statuses")) {
      for (ObjectStatus status : translation.statuses()) {
        focus.of(status.status()).ifPresent(node -> add(members, status.object().toString(), node));
      }
      return new ObjectNode(members, Span.NONE);
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
    return new ObjectNode(members, Span.NONE);
  }

  private static void add(List<Member> members, String name, Node node) {
    members.add(new Member(name, Span.NONE, node));
  }
}
