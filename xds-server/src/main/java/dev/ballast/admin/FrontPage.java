package dev.ballast.admin;

import dev.ballast.finding.Finding;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.serving.StreamStatus.Withheld;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state for people: what is wrong comes first, then who is connected and what is served.
 * Answers in one page whatever the size of the world; what does not fit is counted.
 */
public final class FrontPage {
  /** Rows of one table; whoever wants all of them asks {@code /status}. */
  private static final int ROWS = 100;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #d6dae0; --soft: #66707c; --bad: #b3261e;
        --warn: #8a5a00; --good: #1b6e3c; --shade: #f4f6f8; }
      @media (prefers-color-scheme: dark) { :root { --line: #3a414a; --soft: #98a2ae;
        --bad: #ff8a80; --warn: #f2c14e; --good: #7bd88f; --shade: #1d2126; } }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
        padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      nav { margin: .25rem 0 1rem; } nav a { margin-right: 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
        border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      th { color: var(--soft); font-weight: 600; white-space: nowrap; }
      .number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1.5rem; }
      .name { white-space: nowrap; } .object { width: 24rem; } .place { color: var(--soft); font-size: .9em; }
      .bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); font-weight: 600; }
      .good { color: var(--good); font-weight: 600; } .soft { color: var(--soft); }
      .words { font-family: ui-monospace, monospace; font-size: .9em; }
      .sum { background: var(--shade); border-radius: .5rem; padding: .75rem 1rem; }
      @media (max-width: 45rem) { .name { white-space: normal; } .object { width: auto; } }
      """;

  private final Situation now;
  private final Html page = new Html();

  private FrontPage(Situation now) {
    this.now = now;
  }

  /**
   * @param served what is watched, and the version that serves, in a few words
   */
  public static Page of(Situation now, String served) {
    return Page.html(new FrontPage(now).write(served));
  }

  private String write(String served) {
    page.raw("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width\"><title>Ballast</title>")
        .raw("<style>\n" + STYLE + "</style><h1>Ballast</h1><p class=\"soft\">")
        .text(served)
        .raw("</p><nav>")
        .link("/status", "/status")
        .link("/metrics", "/metrics")
        .link("/healthz", "/healthz")
        .link("/readyz", "/readyz")
        .raw("</nav>");
    summary();
    rejections();
    findings();
    troubled();
    gateways();
    envoys();
    return page.raw("</html>\n").toString();
  }

  private void summary() {
    long errors = now.findings().stream().filter(Finding::isError).count();
    long behind = now.envoys().stream().filter(envoy -> !envoy.isUpToDate()).count();
    page.raw("<p class=\"sum\">");
    if (!now.ready()) {
      page.raw("<span class=\"warn\">Not ready:</span> the first translation is not out yet.</p>");
      return;
    }
    page.text(
        String.format(
            Locale.ROOT,
            "%s, %s of %s up to date, %s, %s. Change %d took %.1f ms to translate.",
            counted(now.gateways().size(), "Gateway"),
            now.envoys().size() - behind,
            counted(now.envoys().size(), "Envoy"),
            counted(errors, "error"),
            counted(now.findings().size() - errors, "warning"),
            now.sequence(),
            now.took().toNanos() / 1e6));
    page.raw("</p>");
  }

  private record Refused(ObjectId gateway, ResourceType type, String name, Withheld withheld) {}

  private void rejections() {
    var refused = new ArrayList<Refused>();
    for (StreamStatus envoy : now.envoys()) {
      new TreeMap<>(envoy.topics())
          .forEach(
              (type, topic) ->
                  new TreeMap<>(topic.rejected())
                      .forEach(
                          (name, withheld) ->
                              refused.add(
                                  new Refused(envoy.stream().gateway(), type, name, withheld))));
    }
    List<Refused> distinct = refused.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return;
    }
    heading("Refused by Envoy", distinct.size());
    table("Gateway", "Resource", "Because of", "Why, in Envoy's words");
    distinct.stream().limit(ROWS).forEach(this::rejection);
    endOfTable(distinct.size());
  }

  private void rejection(Refused row) {
    page.raw("<tr><td class=\"name\">")
        .link(ofGateway(row.gateway()), row.gateway().toString())
        .raw("</td>")
        .cell(row.type().name().toLowerCase(Locale.ROOT) + " " + row.name())
        .raw("<td>");
    for (ObjectRef culprit : new TreeSet<>(row.withheld().culprits())) {
      page.raw("<div>").link(ofObject(culprit), culprit.toString()).raw("</div>");
    }
    page.raw("</td><td class=\"words bad\">").text(row.withheld().words()).raw("</td></tr>");
  }

  private void findings() {
    if (now.findings().isEmpty()) {
      return;
    }
    heading("Findings", now.findings().size());
    table("", "Object", "What is wrong");
    now.findings().stream()
        .sorted((a, b) -> Boolean.compare(b.isError(), a.isError()))
        .limit(ROWS)
        .forEach(this::finding);
    endOfTable(now.findings().size());
  }

  private void finding(Finding finding) {
    page.raw(
            finding.isError()
                ? "<tr><td class=\"name bad\">error"
                : "<tr><td class=\"name warn\">warning")
        .raw("</td><td class=\"object\">");
    finding
        .object()
        .ifPresent(
            name ->
                ObjectNames.printed(name)
                    .ifPresentOrElse(ref -> page.link(ofObject(ref), name), () -> page.text(name)));
    finding
        .file()
        .ifPresent(
            file ->
                page.raw("<div class=\"place\">")
                    .text(finding.span().isKnown() ? file + ":" + finding.span().line() : file)
                    .raw("</div>"));
    page.raw("</td><td>");
    String path = finding.path().toString();
    if (!path.isEmpty()) {
      page.raw("<code>").text(path).raw("</code>: ");
    }
    page.text(finding.sentence());
    if (!finding.hint().isEmpty()) {
      page.text("; " + finding.hint());
    }
    page.raw(" <span class=\"soft\">[").text(finding.code()).raw("]</span></td></tr>");
  }

  /** Objects with a condition that is not true, other than by a finding above. */
  private void troubled() {
    List<Trouble> troubles =
        now.objects().stream().flatMap(object -> Trouble.in(object).stream()).distinct().toList();
    if (troubles.isEmpty()) {
      return;
    }
    heading("Conditions that do not hold", troubles.size());
    table("Object", "Condition", "Why");
    troubles.stream()
        .sorted((a, b) -> a.status().compareTo(b.status())) // False before Unknown
        .limit(ROWS)
        .forEach(
            row ->
                page.raw("<tr><td class=\"name\">")
                    .link(ofObject(row.object()), row.object().toString())
                    .raw("</td><td class=\"name ")
                    .raw(row.status().equals("False") ? "bad" : "soft")
                    .raw("\">")
                    .text(row.type() + ": " + row.status())
                    .raw("</td>")
                    .cell(row.message())
                    .raw("</tr>"));
    endOfTable(troubles.size());
  }

  private void gateways() {
    heading("Gateways", now.gateways().size());
    if (now.gateways().isEmpty()) {
      page.raw("<p>No Gateway of ours is known.</p>");
      return;
    }
    table("Gateway", "#Envoys", "#Listeners", "#Routes", "#Clusters", "#Endpoints", "#Secrets");
    now.gateways().entrySet().stream()
        .limit(ROWS)
        .forEach(entry -> gateway(entry.getKey(), entry.getValue()));
    endOfTable(now.gateways().size());
  }

  private void gateway(ObjectId id, Snapshot snapshot) {
    page.raw("<tr><td class=\"name\">")
        .link(ofGateway(id), id.toString())
        .raw("</td>")
        .cell(now.envoys().stream().filter(envoy -> envoy.stream().gateway().equals(id)).count())
        .cell(snapshot.resources(ResourceType.LISTENER).size())
        .cell(snapshot.resources(ResourceType.ROUTE).size())
        .cell(snapshot.resources(ResourceType.CLUSTER).size())
        .cell(snapshot.resources(ResourceType.ENDPOINT).size())
        .cell(snapshot.resources(ResourceType.SECRET).size())
        .raw("</tr>");
  }

  private void envoys() {
    heading("Envoys", now.envoys().size());
    if (now.envoys().isEmpty()) {
      page.raw("<p>No Envoy is connected.</p>");
      return;
    }
    table("Node", "Gateway", "State", "Confirmed, waiting, refused");
    now.envoys().stream()
        .sorted((a, b) -> Boolean.compare(a.isUpToDate(), b.isUpToDate()))
        .limit(ROWS)
        .forEach(this::envoy);
    endOfTable(now.envoys().size());
  }

  private void envoy(StreamStatus envoy) {
    page.raw("<tr>")
        .cell(envoy.stream().node())
        .raw("<td class=\"name\">")
        .link(ofGateway(envoy.stream().gateway()), envoy.stream().gateway().toString())
        .raw("</td>");
    if (envoy.waitsForSnapshot()) {
      page.raw("<td class=\"warn\">there is no such Gateway</td>");
    } else if (envoy.isUpToDate()) {
      page.raw("<td class=\"good\">up to date</td>");
    } else {
      page.raw("<td class=\"warn\">behind</td>");
    }
    var topics = new ArrayList<String>();
    new TreeMap<>(envoy.topics()).forEach((type, topic) -> topics.add(topic(type, topic)));
    page.cell(String.join(" · ", topics)).raw("</tr>");
  }

  private static String topic(ResourceType type, TopicStatus topic) {
    var said = new StringBuilder(StatusPage.plural(type)).append(' ').append(topic.confirmed());
    if (topic.unanswered() > 0) {
      said.append(", unanswered ").append(topic.unanswered());
    }
    if (!topic.waiting().isEmpty()) {
      said.append(", waits for ").append(String.join(" ", topic.waiting()));
    }
    if (!topic.rejected().isEmpty()) {
      said.append(", refused ").append(topic.rejected().size());
    }
    return said.toString();
  }

  private void heading(String title, long count) {
    page.raw("<h2>").text(String.format(Locale.ROOT, "%s (%,d)", title, count)).raw("</h2>");
  }

  /**
   * @param titles of the columns; those of numbers begin with a hash sign
   */
  private void table(String... titles) {
    page.raw("<table><tr>");
    for (String title : titles) {
      boolean isNumber = title.startsWith("#");
      page.raw(isNumber ? "<th class=\"number\">" : "<th>")
          .text(isNumber ? title.substring(1) : title)
          .raw("</th>");
    }
    page.raw("</tr>");
  }

  private void endOfTable(long count) {
    page.raw("</table>");
    if (count > ROWS) {
      page.raw("<p class=\"soft\">")
          .text(String.format(Locale.ROOT, "and %,d more in ", count - ROWS))
          .link("/status", "/status")
          .raw("</p>");
    }
  }

  private static String ofObject(ObjectRef object) {
    return "/status?object=" + encoded(ObjectNames.address(object));
  }

  private static String ofGateway(ObjectId gateway) {
    return "/status?gateway=" + encoded(gateway.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static String counted(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }
}
