package dev.ballast.logs;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Prints who logs as {@code --log} names it: the room, such as {@code serving}. */
public final class RoomConverter extends ClassicConverter {
  private static final String HOUSE = "dev.ballast.";

  @Override
  public String convert(ILoggingEvent event) {
    String name = event.getLoggerName();
    if (!name.startsWith(HOUSE)) {
      return name.substring(name.lastIndexOf('.') + 1);
    }
    int dot = name.indexOf('.', HOUSE.length());
    return dot < 0 ? name.substring(HOUSE.length()) : name.substring(HOUSE.length(), dot);
  }
}
