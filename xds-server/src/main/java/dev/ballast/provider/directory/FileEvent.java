package dev.ballast.provider.directory;

import java.nio.file.Path;

/** What the file system said about a manifest, in the order in which it said it. */
sealed interface FileEvent {
  Path file();

  /**
   * A name that now stands for another file: made, moved here, or behind a symbolic link that was
   * turned.
   *
   * @param movedFromTemporary whether a temporary file vanished in the same breath, so that this is
   *     a finished file under its final name
   */
  record Appeared(Path file, boolean movedFromTemporary) implements FileEvent {}

  /** The file is there, after a look at its whole folder; perhaps it always was. */
  record Found(Path file) implements FileEvent {}

  /** The file was written to, and perhaps still is. */
  record Touched(Path file) implements FileEvent {}

  record Gone(Path file) implements FileEvent {}
}
