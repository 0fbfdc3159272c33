package dev.ballast.policy;

import dev.ballast.finding.FieldPath;
import dev.ballast.policy.shape.QuantitySpec;
import dev.ballast.source.Node;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns one node into one value of a wire type. Never given an absent value or a null. */
interface WireBinder {
  Object bind(Node node);

  static WireBinder of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? list(of(arguments[0])) : map(of(arguments[1]));
    }
    var raw = (Class<?>) type;
    if (raw.isRecord()) {
      return RecordBinder.of(raw.asSubclass(Record.class));
    }
    return scalar(raw);
  }

  private static WireBinder scalar(Class<?> type) {
    if (type == String.class) {
      return WireBinder::text;
    } else if (type == Boolean.class) {
      return WireBinder::truth;
    } else if (type == Integer.class) {
      return node -> inRange(whole(node), 31).intValue();
    } else if (type == Long.class) {
      return node -> inRange(whole(node), 63).longValue();
    } else if (type == BigInteger.class) {
      return WireBinder::whole;
    } else if (type == BigDecimal.class) {
      return WireBinder::decimal;
    } else if (type == QuantitySpec.class) {
      return WireBinder::quantity;
    } else if (type == Node.class) {
      return node -> node;
    }
    throw new IllegalStateException("no wire type: " + type);
  }

  private static Object text(Node node) {
    if (node instanceof Node.TextNode(var value, var _)) {
      return value;
    }
    throw misfit("text", node);
  }

  private static Object truth(Node node) {
    if (node instanceof Node.BooleanNode(var value, var _)) {
      return value;
    }
    throw misfit("true or false", node);
  }

  private static BigInteger whole(Node node) {
    return switch (node) {
      case Node.IntegerNode(var value, var _) -> value;
      // The API server takes 2.0 for a whole number.
      case Node.DecimalNode(var value, var _) when value.stripTrailingZeros().scale() <= 0 ->
          value.toBigInteger();
      default -> throw misfit("a whole number", node);
    };
  }

  private static BigInteger inRange(BigInteger value, int bits) {
    if (value.bitLength() > bits) {
      throw new Misfit(value + " needs more than " + (bits + 1) + " bits");
    }
    return value;
  }

  private static BigDecimal decimal(Node node) {
    return switch (node) {
      case Node.IntegerNode(var value, var _) -> new BigDecimal(value);
      case Node.DecimalNode(var value, var _) -> value;
      default -> throw misfit("a number", node);
    };
  }

  private static Object quantity(Node node) {
    return node instanceof Node.TextNode(var value, var _)
        ? new QuantitySpec.Text(value)
        : new QuantitySpec.Whole(whole(node));
  }

  private static WireBinder list(WireBinder item) {
    return node -> {
      if (!(node instanceof Node.ArrayNode(var items, var _))) {
        throw misfit("a list", node);
      }
      var values = new ArrayList<Object>(items.size());
      for (int index = 0; index < items.size(); index++) {
        try {
          values.add(item.bind(items.get(index)));
        } catch (Misfit misfit) {
          throw misfit.under(new FieldPath.Step.Index(index));
        }
      }
      return List.copyOf(values);
    };
  }

  private static WireBinder map(WireBinder entry) {
    return node -> {
      if (!(node instanceof Node.ObjectNode(var members, var _))) {
        throw misfit("an object", node);
      }
      Map<String, Object> values = new LinkedHashMap<>();
      for (Node.Member member : members) {
        try {
          values.put(member.name(), entry.bind(member.value()));
        } catch (Misfit misfit) {
          throw misfit.under(new FieldPath.Step.Key(member.name()));
        }
      }
      return Collections.unmodifiableMap(values);
    };
  }

  private static Misfit misfit(String wanted, Node node) {
    return new Misfit("should be " + wanted + ", was " + node.getClass().getSimpleName());
  }

  /** A node of another shape than its schema promised; collects its path on the way up. */
  final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldPath.Step> steps = new ArrayList<>();

    Misfit(String complaint) {
      super(complaint);
    }

    Misfit under(FieldPath.Step step) {
      steps.addFirst(step);
      return this;
    }

    FieldPath path() {
      return new FieldPath(steps);
    }

    String complaint() {
      return String.valueOf(getMessage());
    }
  }
}
