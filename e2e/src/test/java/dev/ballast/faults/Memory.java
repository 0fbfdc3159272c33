package dev.ballast.faults;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds after a garbage collection.
 *
 * @param heap bytes
 * @param direct bytes outside of the heap, as far as the JDK counts them
 * @param threads platform threads
 * @param descriptors open files and sockets; zero where the system does not tell
 */
record Memory(long heap, long direct, int threads, long descriptors) {
  /** The least of several looks: what a collection finds depends on when it comes. */
  static Memory now() {
    long heap = Long.MAX_VALUE;
    for (int look = 0; look < 4; look++) {
      System.gc();
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Memory(
        heap,
        direct,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0);
  }

  @Override
  public String toString() {
    return "heap %d KiB, direct %d KiB, %d threads, %d descriptors"
        .formatted(heap >> 10, direct >> 10, threads, descriptors);
  }
}
