package dev.ballast.xds.contribution;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.Any;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.ballast.snapshot.DeterministicBytes;
import dev.ballast.source.Node;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;

/** Extensions of Envoy, packed. */
public final class Extensions {
  private static final String TYPE_PREFIX = "type.googleapis.com/";

  private Extensions() {}

  public static Any any(Message message) {
    return Any.newBuilder()
        .setTypeUrl(TYPE_PREFIX + message.getDescriptorForType().getFullName())
        .setValue(DeterministicBytes.stringOf(message))
        .build();
  }

  public static TypedExtensionConfig named(String name, Message message) {
    return TypedExtensionConfig.newBuilder().setName(name).setTypedConfig(any(message)).build();
  }

  /**
   * An extension that is newer than our API, or has newer fields. Envoy reads it as the real
   * message by its own descriptors, so a misspelt field is refused by Envoy and by nobody before.
   *
   * @param type full name of the real message
   * @param content the message as protobuf JSON
   */
  public static TypedExtensionConfig newer(String name, String type, Node.ObjectNode content) {
    return named(
        name,
        TypedStruct.newBuilder().setTypeUrl(TYPE_PREFIX + type).setValue(struct(content)).build());
  }

  private static Struct struct(Node.ObjectNode node) {
    var struct = Struct.newBuilder();
    node.members().forEach(member -> struct.putFields(member.name(), value(member.value())));
    return struct.build();
  }

  private static Value value(Node node) {
    var value = Value.newBuilder();
    return switch (node) {
      case Node.ObjectNode object -> value.setStructValue(struct(object)).build();
      case Node.ArrayNode array -> {
        var list = ListValue.newBuilder();
        array.items().forEach(item -> list.addValues(value(item)));
        yield value.setListValue(list).build();
      }
      case Node.TextNode text -> value.setStringValue(text.value()).build();
      case Node.IntegerNode integer -> value.setNumberValue(integer.value().doubleValue()).build();
      case Node.DecimalNode decimal -> value.setNumberValue(decimal.value().doubleValue()).build();
      case Node.BooleanNode flag -> value.setBoolValue(flag.value()).build();
      case Node.NullNode none -> value.setNullValue(NullValue.NULL_VALUE).build();
    };
  }
}
