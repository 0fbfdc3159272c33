package dev.ballast.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** When output is coloured. */
enum ColourChoice {
  AUTO,
  ALWAYS,
  NEVER;

  private static final String OPTION = "--color";

  /**
   * Looked up before the command line is parsed, since help and complaints are coloured too.
   *
   * @param toTerminal whether the launcher saw a terminal behind standard output
   */
  static boolean colours(
      List<String> arguments, Map<String, String> environment, boolean toTerminal) {
    return switch (chosen(arguments)) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          toTerminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }

  private static ColourChoice chosen(List<String> arguments) {
    ColourChoice choice = AUTO;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(OPTION + "=")) {
        choice = named(argument.substring(OPTION.length() + 1), choice);
      } else if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        choice = named(arguments.get(i + 1), choice);
      }
    }
    return choice;
  }

  /** An unknown name is refused by the parser right after. */
  private static ColourChoice named(String text, ColourChoice otherwise) {
    for (ColourChoice choice : values()) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    return otherwise;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
