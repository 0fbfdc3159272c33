package dev.ballast.policy.declare;

import dev.ballast.source.Node;
import dev.cel.common.exceptions.CelInvalidArgumentException;
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
    var values = new Fields();
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      Object value = read(component, object);
      if (value != null) {
        boolean isReadable = !isBytes(component) || isUrlSafe(value.toString());
        values.put(component.getName(), isReadable ? of(value) : new Unreadable());
      }
    }
    return values;
  }

  private static boolean isBytes(RecordComponent component) {
    try {
      // What an annotation on a component says reaches the field behind it.
      Format format =
          component
              .getDeclaringRecord()
              .getDeclaredField(component.getName())
              .getAnnotation(Format.class);
      return format != null && format.value() == Format.Kind.BYTE;
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(component + " has no field", impossible);
    }
  }

  /** Rules of the API server read bytes in the URL alphabet, whatever the schema's format says. */
  private static boolean isUrlSafe(String base64) {
    return base64.indexOf('+') < 0 && base64.indexOf('/') < 0;
  }

  /** What the API server could not hand to a rule. */
  private record Unreadable() {}

  /** The fields of an object; a rule that looks at an unreadable one fails. */
  private static final class Fields extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean containsKey(Object name) {
      return get(name) != null;
    }

    @Override
    public @Nullable Object get(Object name) {
      @Nullable Object value = super.get(name);
      if (value instanceof Unreadable) {
        throw new CelInvalidArgumentException(name + " is in another alphabet");
      }
      return value;
    }
  }

  private static @Nullable Object read(RecordComponent component, Record object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(component + " cannot be read", closed);
    }
  }
}
