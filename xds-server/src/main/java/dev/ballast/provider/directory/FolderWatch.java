package dev.ballast.provider.directory;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Asks the operating system to tell what happens in one folder. */
@FunctionalInterface
interface FolderWatch {
  WatchKey register(Path folder) throws IOException;

  static FolderWatch by(WatchService service) {
    return folder -> folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }
}
