package dev.ballast.snapshot;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.ballast.source.Node;
import dev.ballast.source.Span;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.random.v3.Random;
import io.envoyproxy.envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin;
import io.envoyproxy.envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages as protobuf JSON with Envoy's own field names (snake_case), as a tree. An {@code Any} is
 * printed as what it holds, under {@code @type}.
 *
 * <p>Protobuf's own printer would show an extension that is newer than our API as an opaque {@code
 * TypedStruct} and would leave newer fields out; here both look like what Envoy makes of them.
 */
public final class ResourceJson {
  /** Whatever we pack into an {@code Any}. A missing one is printed as bytes. */
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(
              List.of(
                  HttpConnectionManager.getDescriptor(),
                  Router.getDescriptor(),
                  HttpProtocolOptions.getDescriptor(),
                  LeastRequest.getDescriptor(),
                  RoundRobin.getDescriptor(),
                  Random.getDescriptor(),
                  Maglev.getDescriptor(),
                  ClientSideWeightedRoundRobin.getDescriptor(),
                  WrrLocality.getDescriptor(),
                  TypedStruct.getDescriptor()))
          .build();

  private ResourceJson() {}

  /** A resource, or any message that is printed as a JSON object. */
  public static Node.ObjectNode toNode(Message message) {
    return new Node.ObjectNode(members(message), Span.NONE);
  }

  private static List<Node.Member> members(Message message) {
    var members = new ArrayList<Node.Member>();
    message
        .getAllFields()
        .forEach((field, value) -> members.add(member(field.getName(), field(field, value))));
    message
        .getUnknownFields()
        .asMap()
        .forEach(
            (number, value) ->
                NewerFields.find(message.getDescriptorForType(), number)
                    .ifPresent(newer -> members.add(member(newer.name(), newer(newer, value)))));
    return members;
  }

  private static Node newer(NewerFields.NewerField newer, UnknownFieldSet.Field value) {
    return message(parse(newer.type(), value.getLengthDelimitedList().getLast()));
  }

  private static Node field(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      return map((List<?>) value);
    }
    if (field.isRepeated()) {
      return new Node.ArrayNode(
          ((List<?>) value).stream().map(item -> single(field, item)).toList(), Span.NONE);
    }
    return single(field, value);
  }

  private static Node map(List<?> entries) {
    var sorted = new TreeMap<String, Node>();
    for (Object entry : entries) {
      // Generated or dynamic, an entry is a message with a key and a value.
      Message pair = (Message) entry;
      FieldDescriptor key = field(pair, 1);
      FieldDescriptor value = field(pair, 2);
      sorted.put(pair.getField(key).toString(), single(value, pair.getField(value)));
    }
    var members = new ArrayList<Node.Member>();
    sorted.forEach((key, value) -> members.add(member(key, value)));
    return new Node.ObjectNode(members, Span.NONE);
  }

  private static Node single(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case MESSAGE, GROUP -> message((Message) value);
      case ENUM -> text(((EnumValueDescriptor) value).getName());
      case BOOL -> new Node.BooleanNode((Boolean) value, Span.NONE);
      case STRING -> text((String) value);
      case BYTES -> text(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case FLOAT, DOUBLE -> number(value);
      case INT32, SINT32, SFIXED32 -> integer(((Integer) value).longValue());
      case UINT32, FIXED32 -> integer(Integer.toUnsignedLong((Integer) value));
      // JSON numbers lose digits above 2^53, so protobuf writes 64 bits as text.
      case INT64, SINT64, SFIXED64 -> text(Long.toString((Long) value));
      case UINT64, FIXED64 -> text(Long.toUnsignedString((Long) value));
    };
  }

  private static Node message(Message message) {
    return switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Any" -> any(message);
      case "google.protobuf.Duration" -> text(Durations.toString(durationOf(message)));
      case "google.protobuf.Timestamp" -> text(Timestamps.toString(timestampOf(message)));
      case "google.protobuf.Struct" ->
          field(field(message, 1), message.getField(field(message, 1)));
      case "google.protobuf.ListValue" ->
          field(field(message, 1), message.getField(field(message, 1)));
      case "google.protobuf.Value" -> value(message);
      case "google.protobuf.BoolValue",
          "google.protobuf.StringValue",
          "google.protobuf.BytesValue",
          "google.protobuf.DoubleValue",
          "google.protobuf.FloatValue",
          "google.protobuf.Int32Value",
          "google.protobuf.UInt32Value",
          "google.protobuf.Int64Value",
          "google.protobuf.UInt64Value" ->
          single(field(message, 1), message.getField(field(message, 1)));
      default -> toNode(message);
    };
  }

  /** A value that is set prints as what it holds; an empty one is null. */
  private static Node value(Message value) {
    for (var held : value.getAllFields().entrySet()) {
      if (held.getKey().getType() == FieldDescriptor.Type.ENUM) {
        break;
      }
      return single(held.getKey(), held.getValue());
    }
    return new Node.NullNode(Span.NONE);
  }

  private static Node any(Message any) {
    var typeUrl = (String) any.getField(field(any, 1));
    var bytes = (ByteString) any.getField(field(any, 2));
    Descriptor type = typeOf(typeUrl);
    if (type == null) {
      return typed(typeUrl, List.of(member("value", single(field(any, 2), bytes))));
    }
    Message held = parse(type, bytes);
    if (type.getFullName().equals(TypedStruct.getDescriptor().getFullName())) {
      var realType =
          (String) held.getField(held.getDescriptorForType().findFieldByName("type_url"));
      var struct = (Message) held.getField(held.getDescriptorForType().findFieldByName("value"));
      return message(struct) instanceof Node.ObjectNode content
          ? typed(realType, content.members())
          : typed(realType, List.of());
    }
    return message(held) instanceof Node.ObjectNode content
        ? typed(typeUrl, content.members())
        : typed(typeUrl, List.of(member("value", message(held))));
  }

  private static @Nullable Descriptor typeOf(String typeUrl) {
    try {
      return TYPES.getDescriptorForTypeUrl(typeUrl);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("we packed a message with type URL " + typeUrl, e);
    }
  }

  private static Node typed(String typeUrl, List<Node.Member> content) {
    var members = new ArrayList<Node.Member>();
    members.add(member("@type", text(typeUrl)));
    members.addAll(content);
    return new Node.ObjectNode(members, Span.NONE);
  }

  private static Message parse(Descriptor type, ByteString bytes) {
    try {
      return DynamicMessage.parseFrom(type, bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("we packed bytes that are no " + type.getFullName(), e);
    }
  }

  private static com.google.protobuf.Duration durationOf(Message message) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds((Long) message.getField(field(message, 1)))
        .setNanos((Integer) message.getField(field(message, 2)))
        .build();
  }

  private static com.google.protobuf.Timestamp timestampOf(Message message) {
    return com.google.protobuf.Timestamp.newBuilder()
        .setSeconds((Long) message.getField(field(message, 1)))
        .setNanos((Integer) message.getField(field(message, 2)))
        .build();
  }

  private static FieldDescriptor field(Message message, int number) {
    return message.getDescriptorForType().findFieldByNumber(number);
  }

  private static Node.Member member(String name, Node value) {
    return new Node.Member(name, Span.NONE, value);
  }

  private static Node text(String value) {
    return new Node.TextNode(value, Span.NONE);
  }

  private static Node integer(long value) {
    return new Node.IntegerNode(BigInteger.valueOf(value), Span.NONE);
  }

  private static Node number(Object floating) {
    double value = ((Number) floating).doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return integer((long) value);
    }
    // A float's shortest text (0.1) is what was meant, not its exact double (0.10000000149).
    return Double.isFinite(value)
        ? new Node.DecimalNode(new BigDecimal(floating.toString()), Span.NONE)
        : text(floating.toString());
  }
}
