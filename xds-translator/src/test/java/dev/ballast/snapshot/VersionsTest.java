package dev.ballast.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VersionsTest {
  @Property(tries = 200)
  void theOrderInWhichAMapWasFilledDoesNotCount(@ForAll Map<String, Integer> entries) {
    assertThat(Versions.of(struct(entries)))
        .isEqualTo(Versions.of(struct(new TreeMap<>(entries).descendingMap())));
  }

  @Property(tries = 200)
  void partsDoNotRunIntoEachOther(@ForAll String one, @ForAll String other) {
    assertThat(Versions.combine(one, List.of(other)))
        .isNotEqualTo(Versions.combine(one + other, List.of()));
  }

  @Test
  void theOrderOfPartsCounts() {
    assertThat(Versions.combine("frame", List.of("a", "b")))
        .isNotEqualTo(Versions.combine("frame", List.of("b", "a")));
  }

  private static Struct struct(Map<String, Integer> entries) {
    var struct = Struct.newBuilder();
    entries.forEach(
        (key, value) -> struct.putFields(key, Value.newBuilder().setNumberValue(value).build()));
    return struct.build();
  }
}
