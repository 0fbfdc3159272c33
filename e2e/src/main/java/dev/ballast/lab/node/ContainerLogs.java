package dev.ballast.lab.node;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where a container's outputs are.
 *
 * @param folder one file a run
 * @param run number of the latest run, from 0
 * @param isOpen whether more may come
 */
record ContainerLogs(Path folder, int run, BooleanSupplier isOpen) {
  Path current() {
    return ContainerRun.log(folder, run);
  }

  Path previous() {
    return ContainerRun.log(folder, run - 1);
  }
}
