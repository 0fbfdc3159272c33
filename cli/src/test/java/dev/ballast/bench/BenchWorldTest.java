package dev.ballast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.input.InputFiles;
import dev.ballast.input.Manifests;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.translation.TranslationOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchWorldTest {
  private static final BenchOptions OPTIONS = new BenchOptions(14, 3, 1, 7);
  private static final int PORT = 4_000;

  private final Path folder;

  BenchWorldTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theSameSeedWritesTheSameBytes() throws IOException {
    written("a", OPTIONS);
    written("b", OPTIONS);
    written("c", new BenchOptions(14, 3, 1, 8));

    assertThat(files("a")).isEqualTo(files("b")).isNotEqualTo(files("c"));
  }

  @Test
  void theSameSeedChoosesTheSameRoutes() throws IOException {
    var chosen = written("a", OPTIONS).choose(20, Balancing::isInCluster);

    assertThat(chosen).isEqualTo(written("b", OPTIONS).choose(20, Balancing::isInCluster));
    assertThat(chosen)
        .allMatch(route -> Balancing.of(route).isInCluster())
        .containsAll(List.of(0, 1, 2, 6, 7, 8, 9, 13));
  }

  @Test
  void everyRouteIsServedWithAPolicyOfItsOwnAndNothingIsComplainedAbout() throws IOException {
    written("a", OPTIONS);
    var manifests = read("a");

    assertThat(manifests.report().findings()).isEmpty();
    Snapshot snapshot = onlySnapshot(manifests);
    assertThat(snapshot.resources(ResourceType.CLUSTER)).hasSize(14);
    assertThat(snapshot.resources(ResourceType.ENDPOINT)).hasSize(14);
    assertThat(snapshot.resources(ResourceType.ROUTE)).hasSize(1);
  }

  @Test
  void noAddressIsGivenOutTwice() {
    var addresses = Addresses.ofLoopback(1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      seen.addAll(addresses.next(100));
    }
    assertThat(seen).hasSize(100_000).allMatch(text -> text.startsWith("127."));
  }

  @Test
  void newEndpointsAreAllOthers() throws IOException {
    var world = written("a", OPTIONS);
    var before = world.endpoints(3);
    world.newEndpoints(3).putInPlace();

    assertThat(world.endpoints(3)).hasSize(3).doesNotContainAnyElementsOf(before);
    assertThat(changed(onlySnapshot(read("a")), originalOf(OPTIONS)))
        .containsExactly(ResourceType.ENDPOINT);
  }

  @Test
  void algorithmsDifferInTheClusterOnly() throws IOException {
    var world = written("a", OPTIONS);
    Snapshot before = onlySnapshot(read("a"));
    for (int turn = 0; turn < 4; turn++) {
      world.newPolicy(0, world.balancing(0).nextInCluster()).putInPlace();
      Snapshot after = onlySnapshot(read("a"));
      assertThat(changed(before, after))
          .contains(ResourceType.CLUSTER)
          .doesNotContain(ResourceType.ROUTE, ResourceType.LISTENER);
      before = after;
    }
    assertThat(world.balancing(0)).isEqualTo(Balancing.ROUND_ROBIN);
  }

  @Test
  void headerAndCookieDifferInClusterAndRoute() throws IOException {
    var world = written("a", OPTIONS);
    Snapshot before = onlySnapshot(read("a"));
    for (int turn = 0; turn < 3; turn++) {
      world.newPolicy(4, world.balancing(4).nextInRoute()).putInPlace();
      Snapshot after = onlySnapshot(read("a"));
      assertThat(changed(before, after)).contains(ResourceType.CLUSTER, ResourceType.ROUTE);
      before = after;
    }
  }

  @Test
  void aNewRouteComesInOneFileAndLeavesNothingBehind() throws IOException {
    var world = written("a", OPTIONS);
    var arrival = world.newRoute();
    arrival.draft().putInPlace();
    assertThat(onlySnapshot(read("a")).resources(ResourceType.CLUSTER)).hasSize(15);

    arrival.leave();
    assertThat(changed(onlySnapshot(read("a")), originalOf(OPTIONS))).isEmpty();
  }

  @Test
  void aWorldHasEveryKindOfPolicyAndNotTooManyEndpoints() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BenchOptions(6, 4, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BenchOptions(10, 0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BenchOptions(10_000, 101, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BenchOptions(10, 4, 0, 1));
  }

  private BenchWorld written(String name, BenchOptions options) throws IOException {
    var world = new BenchWorld(options, folder.resolve(name), PORT);
    world.write();
    return world;
  }

  private Snapshot originalOf(BenchOptions options) throws IOException {
    written("original", options);
    return onlySnapshot(read("original"));
  }

  private Manifests read(String name) {
    return Manifests.load(
        InputFiles.expand(List.of(folder.resolve(name).toString())),
        new ByteArrayInputStream(new byte[0]),
        TranslationOptions.offline(),
        Manifests.Keeping.ALL,
        done -> {});
  }

  private static Snapshot onlySnapshot(Manifests manifests) {
    return manifests.translation().gateways().values().iterator().next();
  }

  private static Set<ResourceType> changed(Snapshot one, Snapshot other) {
    return List.of(ResourceType.values()).stream()
        .filter(type -> !versions(one, type).equals(versions(other, type)))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> versions(Snapshot snapshot, ResourceType type) {
    return snapshot.resources(type).values().stream()
        .collect(Collectors.toMap(Resource::name, Resource::version));
  }

  private SortedMap<String, String> files(String name) throws IOException {
    var texts = new TreeMap<String, String>();
    Path root = folder.resolve(name);
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
