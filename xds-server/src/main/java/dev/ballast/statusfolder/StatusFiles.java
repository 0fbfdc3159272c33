package dev.ballast.statusfolder;

import dev.ballast.admin.Situation;
import dev.ballast.conditions.TransitionTimes;
import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingJson;
import dev.ballast.finding.FindingText;
import dev.ballast.schema.Schemas;
import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.SourceProblem;
import dev.ballast.source.SourceText;
import dev.ballast.source.YamlWriter;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what there is to tell into files, and remembers what stands in them. One thread only. */
final class StatusFiles {
  /** Findings whose line is looked up for {@code findings.txt}. */
  private static final int DRAWN = 1_000;

  private final FolderWriter folder;
  private final Function<Finding, SourceText> lines;
  private final Clock clock;

  private final Map<String, Node> written = new HashMap<>();
  private final Map<String, TransitionTimes> times = new HashMap<>();
  private @Nullable List<Finding> findings;
  private boolean swept;

  StatusFiles(FolderWriter folder, Function<Finding, SourceText> lines, Clock clock) {
    this.folder = folder;
    this.lines = lines;
    this.clock = clock;
  }

  void claim() throws IOException {
    folder.claim();
  }

  /**
   * @return how many files were written or removed
   */
  int write(Situation now) throws IOException {
    int changes = 0;
    var names = new HashSet<String>();
    for (ObjectStatus status : now.objects()) {
      Optional<String> name = nameOf(status);
      if (name.isPresent()) {
        names.add(name.get());
        changes += write(name.get(), status) ? 1 : 0;
      }
    }
    changes += removeAllBut(names);
    if (!now.findings().equals(findings)) {
      folder.write("findings.json", JsonWriter.pretty(asJson(now.findings())) + "\n");
      folder.write("findings.txt", asText(now.findings()));
      findings = now.findings();
      changes += 2;
    }
    return changes;
  }

  /** Empty for names that no API server would take, since they could lead anywhere. */
  private static Optional<String> nameOf(ObjectStatus status) {
    ObjectId id = status.object().id();
    String name =
        id.namespace().isEmpty()
            ? "%s/%s.yaml".formatted(status.object().kind(), id.name())
            : "%s/%s/%s.yaml".formatted(status.object().kind(), id.namespace(), id.name());
    boolean isPlain =
        (id.namespace() + id.name() + status.object().kind())
                .chars()
                .noneMatch(c -> c == '/' || c < ' ')
            && !id.namespace().startsWith(".")
            && !id.name().startsWith(".");
    return isPlain ? Optional.of(name) : Optional.empty();
  }

  private boolean write(String name, ObjectStatus status) throws IOException {
    Node before = written.get(name);
    if (status.status() == before || status.status().equals(before)) {
      return false;
    }
    TransitionTimes since = times.get(name);
    if (since == null) {
      since = fromFile(name);
    }
    Node stamped = since.stamped(status.status(), clock.instant());
    folder.write(name, YamlWriter.write(object(status, stamped)));
    times.put(name, TransitionTimes.in(stamped));
    written.put(name, status.status());
    return true;
  }

  /** Times of a run before this one, so that a restart does not look like a flip. */
  private TransitionTimes fromFile(String name) throws IOException {
    var status = new AtomicReference<Node>(Nodes.nothing());
    try {
      DocumentReader.read(
          name,
          new ByteArrayInputStream(Files.readAllBytes(folder.path(name))),
          new DocumentSink() {
            @Override
            public void document(Document document) {
              if (document.root() instanceof ObjectNode object) {
                object.get("status").ifPresent(status::set);
              }
            }

            @Override
            public void refused(SourceProblem problem) {
              // Somebody wrote into it; it is about to be written anew.
            }
          });
    } catch (NoSuchFileException e) {
      return TransitionTimes.none();
    }
    return TransitionTimes.in(status.get());
  }

  private int removeAllBut(Set<String> names) throws IOException {
    var gone = new TreeSet<>(written.keySet());
    if (!swept) {
      gone.addAll(folder.names());
    }
    gone.removeAll(names);
    for (String name : gone) {
      folder.remove(name);
      written.remove(name);
      times.remove(name);
    }
    swept = true;
    return gone.size();
  }

  private static Node object(ObjectStatus status, Node stamped) {
    ObjectId id = status.object().id();
    var metadata = Nodes.object().with("name", id.name());
    if (!id.namespace().isEmpty()) {
      metadata.with("namespace", id.namespace());
    }
    return Nodes.object()
        .with("apiVersion", apiVersion(status))
        .with("kind", status.object().kind())
        .with("metadata", metadata.build())
        .with("status", stamped)
        .build();
  }

  private static String apiVersion(ObjectStatus status) {
    String version =
        Schemas.bundled().kinds().stream()
            .filter(
                kind ->
                    kind.group().equals(status.group())
                        && kind.kind().equals(status.object().kind()))
            .flatMap(kind -> kind.versions().stream())
            .findFirst()
            .orElse("v1");
    return status.group().isEmpty() ? version : status.group() + "/" + version;
  }

  private static Node asJson(List<Finding> findings) {
    return Nodes.object().with("findings", FindingJson.toNode(findings)).build();
  }

  private String asText(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "nothing to complain about\n";
    }
    var text = new StringJoiner("\n");
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      SourceText line = i < DRAWN ? lines.apply(finding) : SourceText.NONE;
      text.add(FindingText.block(finding, line, false).strip() + "\n");
    }
    return text.toString();
  }
}
