package dev.ballast.infrastructure;

import dev.ballast.world.ObjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** ConfigMaps that a test puts there; each watch hears of its own only. */
final class ConfigMapsInMemory implements ConfigMapSource {
  private final Map<ObjectId, Consumer<Sighting>> watches = new HashMap<>();

  @Override
  public Watch watch(ObjectId configMap, Consumer<Sighting> hearer) {
    if (watches.putIfAbsent(configMap, hearer) != null) {
      throw new IllegalStateException(configMap + " is watched twice");
    }
    return () -> watches.remove(configMap, hearer);
  }

  void put(String name, Map<String, String> data) {
    tell(name, new Sighting.Present(data));
  }

  void remove(String name) {
    tell(name, Sighting.ABSENT);
  }

  /** The names of those that are watched now. */
  Set<String> watched() {
    var names = new TreeSet<String>();
    watches.keySet().forEach(id -> names.add(id.toString()));
    return names;
  }

  private void tell(String name, Sighting sighting) {
    Optional.ofNullable(watches.get(id(name))).orElseThrow().accept(sighting);
  }

  private static ObjectId id(String name) {
    int slash = name.indexOf('/');
    return new ObjectId(name.substring(0, slash), name.substring(slash + 1));
  }
}
