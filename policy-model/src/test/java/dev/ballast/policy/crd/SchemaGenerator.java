package dev.ballast.policy.crd;

import dev.ballast.policy.declare.AtomicObject;
import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.shape.QuantitySpec;
import dev.ballast.source.Node;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * Turns wire records into the schema of a CRD: structure from their components, constraints from
 * what the validation provider says about them.
 */
final class SchemaGenerator {
  private final Validator validator;

  SchemaGenerator(Validator validator) {
    this.validator = validator;
  }

  Map<String, Object> schemaOf(Class<?> record) {
    var schema = new TreeMap<String, Object>();
    var properties = new TreeMap<String, Object>();
    var required = new TreeSet<String>();
    BeanDescriptor bean = validator.getConstraintsForClass(record);
    for (RecordComponent component : record.getRecordComponents()) {
      Field field = fieldOf(record, component);
      properties.put(component.getName(), property(bean, field));
      if (field.isAnnotationPresent(NotNull.class)) {
        required.add(component.getName());
      }
    }
    schema.put("type", "object");
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
    if (record.isAnnotationPresent(AtomicObject.class)) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    describe(schema, record);
    Constraints.write(schema, bean.getConstraintDescriptors(), record);
    return schema;
  }

  private Map<String, Object> property(BeanDescriptor bean, Field field) {
    PropertyDescriptor descriptor = bean.getConstraintsForProperty(field.getName());
    boolean isConstrained = descriptor != null;
    Map<String, Object> schema =
        structure(
            field.getGenericType(),
            isConstrained ? descriptor.getConstrainedContainerElementTypes() : Set.of(),
            isConstrained && descriptor.isCascaded());
    describe(schema, field);
    var fallback = field.getAnnotation(Default.class);
    if (fallback != null) {
      schema.put("default", new Yaml().load(fallback.value()));
    }
    if (isConstrained) {
      Constraints.write(schema, descriptor.getConstraintDescriptors(), field);
    }
    return schema;
  }

  private Map<String, Object> structure(
      Type type, Set<ContainerElementTypeDescriptor> elements, boolean isCascaded) {
    if (type instanceof ParameterizedType container) {
      return container(container, elements);
    }
    var raw = (Class<?>) type;
    if (raw.isRecord()) {
      if (!isCascaded && raw.getRecordComponents().length > 0) {
        throw new IllegalStateException(raw + " is not @Valid, so nobody would look inside");
      }
      return schemaOf(raw);
    }
    return scalar(raw);
  }

  private Map<String, Object> container(
      ParameterizedType type, Set<ContainerElementTypeDescriptor> elements) {
    Type[] arguments = type.getActualTypeArguments();
    // The last type argument: the item of a list, the value of a map.
    Optional<ContainerElementTypeDescriptor> element =
        elements.stream()
            .filter(candidate -> candidate.getTypeArgumentIndex() == arguments.length - 1)
            .findFirst();
    Map<String, Object> inner =
        structure(
            arguments[arguments.length - 1],
            element
                .map(ContainerElementTypeDescriptor::getConstrainedContainerElementTypes)
                .orElse(Set.of()),
            element.map(ContainerElementTypeDescriptor::isCascaded).orElse(false));
    Set<ConstraintDescriptor<?>> constraints =
        element.map(ContainerElementTypeDescriptor::getConstraintDescriptors).orElse(Set.of());
    Constraints.write(inner, constraints);
    var schema = new TreeMap<String, Object>();
    schema.put("type", arguments.length == 1 ? "array" : "object");
    schema.put(arguments.length == 1 ? "items" : "additionalProperties", inner);
    return schema;
  }

  private static Map<String, Object> scalar(Class<?> type) {
    if (type == String.class) {
      return new TreeMap<>(Map.of("type", "string"));
    } else if (type == Boolean.class) {
      return new TreeMap<>(Map.of("type", "boolean"));
    } else if (type == Integer.class) {
      return new TreeMap<>(Map.of("type", "integer", "format", "int32"));
    } else if (type == Long.class) {
      return new TreeMap<>(Map.of("type", "integer", "format", "int64"));
    } else if (type == BigInteger.class) {
      return new TreeMap<>(Map.of("type", "integer"));
    } else if (type == BigDecimal.class) {
      return new TreeMap<>(Map.of("type", "number"));
    } else if (type == QuantitySpec.class) {
      return new TreeMap<>(
          Map.of(
              "anyOf",
              List.of(Map.of("type", "integer"), Map.of("type", "string")),
              "x-kubernetes-int-or-string",
              true));
    } else if (type == Node.class) {
      return new TreeMap<>(Map.of("x-kubernetes-preserve-unknown-fields", true));
    }
    throw new IllegalStateException("no wire type: " + type);
  }

  private static void describe(Map<String, Object> schema, AnnotatedElement declaration) {
    var doc = declaration.getAnnotation(Doc.class);
    if (doc != null) {
      var outOfDate = declaration.getAnnotation(OutOfDate.class);
      String advice = outOfDate == null ? "" : "Out of date: use " + outOfDate.useInstead() + ". ";
      schema.put("description", advice + doc.value());
    }
  }

  private static Field fieldOf(Class<?> record, RecordComponent component) {
    try {
      return record.getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(component + " has no field", impossible);
    }
  }
}
