package dev.ballast.walkthrough;

import dev.ballast.demo.Promise;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command that sends requests, and what is promised about them.
 *
 * @param command as a reader types it; {@code GATEWAY_HOST} is set
 * @param requests how many it sends
 * @param output what must stand in the command's own output; empty when only the counts matter
 */
record Step(String command, int requests, Promise.OfCounts promise, Optional<Pattern> output) {
  Step(String command, int requests, Promise.OfCounts promise) {
    this(command, requests, promise, Optional.empty());
  }
}
