package dev.ballast.policy.declare;

import dev.ballast.source.Node;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wire values as CEL sees them: a record is the map of its components that are present. */
final class CelValues {
  private CelValues() {}

  static Object of(Object value) {
    return switch (value) {
      case Node opaque -> opaque;
      case Plain plain -> of(plain.plain());
      case Integer number -> number.longValue();
      case BigInteger number -> number.longValueExact();
      case BigDecimal number -> number.doubleValue();
      case List<?> items -> ofItems(items);
      case Map<?, ?> entries -> ofEntries(entries);
      case Record object -> ofRecord(object);
      default -> value;
    };
  }

  private static List<Object> ofItems(List<?> items) {
    var values = new ArrayList<Object>(items.size());
    for (Object item : items) {
      values.add(of(item));
    }
    return values;
  }

  private static Map<String, Object> ofEntries(Map<?, ?> entries) {
    var values = new LinkedHashMap<String, Object>();
    entries.forEach((key, value) -> values.put((String) key, of(value)));
    return values;
  }

  private static Map<String, Object> ofRecord(Record object) {
    var values = new LinkedHashMap<String, Object>();
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      Object value = read(component, object);
      if (value != null) {
        values.put(component.getName(), of(value));
      }
    }
    return values;
  }

  private static @Nullable Object read(RecordComponent component, Record object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(component + " cannot be read", closed);
    }
  }
}
