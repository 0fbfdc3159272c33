package dev.ballast.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out the answer; a contract with other tools where a format was asked for
 * @param err everything said beside the answer
 * @param colours whether the answer may be coloured
 * @param progress whether somebody watches {@code err}, so that progress is worth showing
 */
public record Screen(
    InputStream in, PrintStream out, PrintStream err, boolean colours, boolean progress) {}
