package dev.ballast.snapshot;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import java.util.List;
import java.util.Optional;

/**
 * Fields that Envoy has and the published Java API has not yet. They travel as unknown fields: same
 * bytes, no accessor. Numbers and types are those of Envoy 1.40's own descriptors.
 *
 * <p>Only for plain fields of messages; a whole extension that is missing is packed by {@code
 * Extensions}.
 */
public final class NewerFields {
  /**
   * @param message full name of the message that has it
   * @param type what its bytes are
   */
  record NewerField(String message, int number, String name, Descriptor type) {}

  private static final NewerField USE_HASH_POLICY =
      new NewerField(
          WeightedCluster.getDescriptor().getFullName(),
          5,
          "use_hash_policy",
          BoolValue.getDescriptor());

  private static final List<NewerField> ALL = List.of(USE_HASH_POLICY);

  private NewerFields() {}

  /**
   * Lets the hash of the route's hash policies choose the cluster, so that one key stays in one
   * cluster.
   */
  public static void chooseByHash(WeightedCluster.Builder clusters) {
    clusters.mergeUnknownFields(
        UnknownFieldSet.newBuilder()
            .addField(
                USE_HASH_POLICY.number(),
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(BoolValue.of(true).toByteString())
                    .build())
            .build());
  }

  static Optional<NewerField> find(Descriptor message, int number) {
    return ALL.stream()
        .filter(field -> field.number() == number && field.message().equals(message.getFullName()))
        .findFirst();
  }
}
