package dev.ballast.cli;

import picocli.CommandLine.IVersionProvider;

/** {@link VersionText} in the shape the parser asks for. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {VersionText.line()};
  }
}
