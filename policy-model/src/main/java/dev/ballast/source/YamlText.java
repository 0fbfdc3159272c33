package dev.ballast.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Looks at YAML as text: what a parser stumbles over, and how to say it to people. */
final class YamlText {
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[^\\t\\n\\r\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
  private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^\\.\\.\\.(\\s|$)");
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^%.*");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private YamlText() {}

  static void refuseUnprintable(String text, Positions positions) {
    Matcher match = UNPRINTABLE.matcher(text);
    if (match.find()) {
      throw new Refusal(
          SourceProblem.NOT_TEXT,
          positions.ofChars(match.start(), match.end()),
          "the control character U+%04X cannot stand in YAML"
              .formatted(match.group().codePointAt(0)),
          "remove it, or write it as an escape between double quotes");
    }
  }

  /** Directives would need a separator behind them, at which kubectl has already cut. */
  static void refuseDirective(String text, Positions positions) {
    Matcher match = DIRECTIVE.matcher(text);
    if (match.find()) {
      throw notYaml(
          positions.ofChars(match.start(), match.end()),
          "kubectl does not read YAML directives",
          "remove this line");
    }
  }

  /**
   * Whether the tab at this offset only stands between two tokens. kubectl takes such a tab for a
   * space, SnakeYAML does not; tabs that indent are refused by both.
   */
  static boolean isHarmlessTab(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '\t') {
      return false;
    }
    int before = at - 1;
    boolean sameLine = true;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      sameLine &= text.charAt(before) != '\n' && text.charAt(before) != '\r';
      before--;
    }
    int after = at;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    boolean followsOpening = before >= 0 && "{[,".indexOf(text.charAt(before)) >= 0;
    boolean followsKey = before >= 0 && sameLine && text.charAt(before) == ':';
    boolean precedesClosing = after < text.length() && "}],".indexOf(text.charAt(after)) >= 0;
    return followsOpening || followsKey || precedesClosing;
  }

  /** The text with spaces for the tabs here, so that no place in it moves. */
  static String withoutTabsAt(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '\t') {
      end++;
    }
    return text.substring(0, at) + " ".repeat(end - at) + text.substring(end);
  }

  static Refusal refusalOf(MarkedYAMLException wrong, String text, Positions positions) {
    int at = wrong.getProblemMark().getIndex();
    Span span = positions.ofCodePoints(at, at);
    int offset = positions.charOffset(at);
    if (offset < text.length() && text.charAt(offset) == '\t') {
      return new Refusal(
          SourceProblem.TAB_INDENT, span, "a tab indents here", "YAML indents with spaces only");
    }
    String problem = problemOf(wrong);
    if (problem.startsWith("expected '<document start>'")) {
      refuseDirective(text, positions);
      return DOCUMENT_END.matcher(text).find()
          ? YamlComposer.contentBehindEnd(span)
          : notYaml(
              span,
              "this does not belong to the value that ends before it",
              "check quotes, brackets and indentation up to here");
    }
    for (Reading reading : READINGS) {
      if (problem.contains(reading.problem())) {
        return notYaml(span, reading.sentence(), reading.hint());
      }
    }
    return notYaml(span, "this is not YAML: " + problem + since(wrong, positions), "");
  }

  private record Reading(String problem, String sentence, String hint) {}

  /** The mistakes that people make, in words for people; keyed by a part of SnakeYAML's. */
  private static final List<Reading> READINGS =
      List.of(
          new Reading(
              "mapping values are not allowed here",
              "a second `:` makes no sense in this line",
              "quote a value that contains `: `; check the indentation of the line before"),
          new Reading(
              "could not find expected ':'",
              "a key before this place has no `:` behind it",
              "write `key: value`"),
          new Reading(
              "expected <block end>",
              "this line is not indented as its neighbours are",
              "give the fields of one object, or the items of one list, the same indentation"),
          new Reading(
              "found unexpected end of stream", "the text ends inside quotes", "close the quotes"),
          new Reading(
              "(Do not use @ for indentation)",
              "a plain value cannot start with `@`",
              "put the value in quotes"),
          new Reading(
              "(Do not use ` for indentation)",
              "a plain value cannot start with a backtick",
              "put the value in quotes"),
          new Reading(
              "(Do not use % for indentation)",
              "a plain value cannot start with `%`", "put the value in quotes"));

  private static Refusal notYaml(Span span, String sentence, String hint) {
    return new Refusal(SourceProblem.NOT_YAML, span, sentence, hint);
  }

  private static String problemOf(MarkedYAMLException wrong) {
    String problem = wrong.getProblem() == null ? wrong.getContext() : wrong.getProblem();
    return problem == null ? "" : WHITE_SPACE.matcher(problem).replaceAll(" ");
  }

  private static String since(MarkedYAMLException wrong, Positions positions) {
    Mark context = wrong.getContextMark();
    if (context == null) {
      return "";
    }
    Span start = positions.ofCodePoints(context.getIndex(), context.getIndex());
    return " (in what starts in line %d, column %d)".formatted(start.line(), start.column());
  }
}
