package dev.ballast.policy;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;
import jakarta.validation.constraints.NotNull;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills the components of one record type. Made once a type. */
final class RecordBinder implements WireBinder {
  private static final ClassValue<RecordBinder> BINDERS =
      new ClassValue<>() {
        @Override
        protected RecordBinder computeValue(Class<?> type) {
          return new RecordBinder(type);
        }
      };

  private record Component(int index, String name, boolean isRequired, WireBinder binder) {}

  private final MethodHandle constructor;
  private final List<Component> components;
  private final Map<String, Component> byName = new HashMap<>();

  static RecordBinder of(Class<? extends Record> type) {
    return BINDERS.get(type);
  }

  private RecordBinder(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    var found = new ArrayList<Component>();
    var parameters = new Class<?>[declared.length];
    for (int index = 0; index < declared.length; index++) {
      RecordComponent component = declared[index];
      parameters[index] = component.getType();
      found.add(
          new Component(
              index,
              component.getName(),
              component.getAccessor().isAnnotationPresent(NotNull.class),
              WireBinder.of(component.getGenericType())));
    }
    components = List.copyOf(found);
    for (Component component : components) {
      byName.put(component.name(), component);
    }
    constructor = constructor(type, parameters);
  }

  private static MethodHandle constructor(Class<?> type, Class<?>[] parameters) {
    try {
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class, parameters))
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(type + " is no public wire record", closed);
    }
  }

  @Override
  public Object bind(Node node) {
    if (!(node instanceof Node.ObjectNode(var members, var _))) {
      throw new Misfit("should be an object, was " + node.getClass().getSimpleName());
    }
    var values = new @Nullable Object[components.size()];
    for (Node.Member member : members) {
      Component component = byName.get(member.name());
      if (component != null && !(member.value() instanceof Node.NullNode)) {
        values[component.index()] = bind(component, member.value());
      }
    }
    for (Component component : components) {
      if (component.isRequired() && values[component.index()] == null) {
        throw new Misfit("is required").under(new FieldPath.Step.Field(component.name()));
      }
    }
    return construct(values);
  }

  private static Object bind(Component component, Node value) {
    try {
      return component.binder().bind(value);
    } catch (Misfit misfit) {
      throw misfit.under(new FieldPath.Step.Field(component.name()));
    }
  }

  private Object construct(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable checked) {
      throw new IllegalStateException("a wire record threw " + checked, checked);
    }
  }
}
