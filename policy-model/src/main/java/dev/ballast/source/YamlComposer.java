package dev.ballast.source;

import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the nodes of one YAML document from SnakeYAML's events. Depth and aliases are counted
 * while the events arrive, so a hostile document is refused before it costs anything. An alias
 * shares the node of its anchor; it is counted as if it were a copy, since whoever walks the tree
 * meets it each time.
 */
final class YamlComposer {
  private final Parser events;
  private final Positions positions;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> openAnchors = new HashSet<>();
  private long nodes;
  private long aliasedNodes;
  private int deepest;

  /** A node with a name; its weight and height count what aliases inside it stand for. */
  private record Anchored(Node node, long weight, int height) {}

  private YamlComposer(String text, Positions positions) {
    var options = new LoaderOptions();
    // Size is limited where documents are cut out of the file.
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new ParserImpl(new StreamReader(text), options);
    this.positions = positions;
  }

  /**
   * The document's root, empty when there are only comments.
   *
   * @throws Refusal when our own rules are broken
   * @throws org.yaml.snakeyaml.error.YAMLException when it is no YAML
   */
  static Optional<Node> compose(String text, Positions positions) {
    return new YamlComposer(text, positions).document();
  }

  private Optional<Node> document() {
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return Optional.empty();
    }
    events.getEvent();
    Node root = node(1);
    events.getEvent();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw contentBehindEnd(spanOf(events.peekEvent()));
    }
    return Optional.of(root);
  }

  static Refusal contentBehindEnd(Span span) {
    return new Refusal(
        SourceProblem.SEPARATOR,
        span,
        "kubectl would ignore what follows the end of the document here",
        "start the next document with a line `---`");
  }

  private Node node(int depth) {
    Event event = events.getEvent();
    if (event instanceof AliasEvent alias) {
      return aliased(alias, depth).node();
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return content(event, depth);
    }
    long before = nodes;
    int deepestBefore = deepest;
    deepest = depth;
    openAnchors.add(anchor);
    Node node = content(event, depth);
    openAnchors.remove(anchor);
    anchors.put(anchor, new Anchored(node, nodes - before, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node content(Event event, int depth) {
    nodes++;
    if (nodes > Limits.VALUES) {
      throw JsonComposer.tooManyValues(spanOf(event));
    }
    deepest = Math.max(deepest, depth);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (depth > Limits.DEPTH) {
      throw JsonComposer.tooDeep(spanOf(event));
    }
    var start = (CollectionStartEvent) event;
    return event.is(Event.ID.MappingStart) ? mapping(start, depth) : sequence(start, depth);
  }

  private Node scalar(ScalarEvent event) {
    Span span = spanOf(event);
    String text = event.getValue();
    if (event.getTag() != null) {
      return YamlScalars.tagged(event.getTag(), text, span);
    }
    return event.getScalarStyle() == ScalarStyle.PLAIN
        ? YamlScalars.plain(text, span)
        : new TextNode(text, span);
  }

  private Node sequence(CollectionStartEvent start, int depth) {
    var items = new ArrayList<Node>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    Span end = spanOf(events.getEvent());
    Span last = items.isEmpty() ? spanOf(start) : items.getLast().span();
    return new ArrayNode(items, collection(start, end, last));
  }

  private Node mapping(CollectionStartEvent start, int depth) {
    var members = new Members();
    Span last = spanOf(start);
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      if (isMerge(events.peekEvent())) {
        Span merge = spanOf(events.getEvent());
        last = merge;
        merge(merge, depth, members);
      } else {
        Node key = node(depth + 1);
        Node value = node(depth + 1);
        last = value.span();
        members.add(new Member(YamlScalars.key(key), key.span(), value));
      }
    }
    Span end = spanOf(events.getEvent());
    return new ObjectNode(members.inOrder(), collection(start, end, last));
  }

  /** SnakeYAML ends a block collection where the next token begins; ours ends with its content. */
  private Span collection(CollectionStartEvent start, Span end, Span last) {
    Span first = spanOf(start);
    Span until = start.isFlow() ? end : last;
    return until.endLine() < first.line()
        ? first
        : new Span(first.line(), first.column(), until.endLine(), until.endColumn());
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getTag() == null
        && scalar.getValue().equals("<<");
  }

  private void merge(Span at, int depth, Members members) {
    List<Node> merged =
        switch (node(depth + 1)) {
          case ObjectNode one -> List.of(one);
          // Earlier mappings of a list win over later ones.
          case ArrayNode several -> several.items().reversed();
          default -> throw notMergeable(at);
        };
    for (Node one : merged) {
      if (!(one instanceof ObjectNode object)) {
        throw notMergeable(at);
      }
      object.members().forEach(members::merge);
    }
  }

  private static Refusal notMergeable(Span at) {
    return new Refusal(
        SourceProblem.MERGE_KEY,
        at,
        "`<<` merges mappings, and this value is none",
        "give it an alias such as `*base`, or a list of aliases");
  }

  private Anchored aliased(AliasEvent alias, int depth) {
    String name = alias.getAnchor();
    Anchored anchored = anchors.get(name);
    if (openAnchors.contains(name) || anchored == null) {
      String what = anchored == null && !openAnchors.contains(name) ? "unknown" : "recursive";
      throw new Refusal(
          SourceProblem.ALIAS,
          spanOf(alias),
          what.equals("unknown")
              ? "alias `*" + name + "` has no anchor `&" + name + "` before it"
              : "alias `*" + name + "` stands inside its own anchor",
          "");
    }
    nodes += anchored.weight();
    aliasedNodes += anchored.weight();
    deepest = Math.max(deepest, depth + anchored.height());
    if (aliasedNodes > Limits.ALIASED_NODES) {
      throw new Refusal(
          SourceProblem.ALIAS_BOMB,
          spanOf(alias),
          "aliases blow this document up to more than " + Limits.ALIASED_NODES + " values",
          "write the values out, or split the document");
    }
    if (deepest > Limits.DEPTH) {
      throw JsonComposer.tooDeep(spanOf(alias));
    }
    return anchored;
  }

  private Span spanOf(Event event) {
    int start = event.getStartMark().getIndex();
    int end = event.getEndMark().getIndex();
    boolean isBlock =
        event instanceof ScalarEvent scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    return positions.ofCodePoints(start, isBlock ? positions.withoutBlankEnd(start, end) : end);
  }
}
