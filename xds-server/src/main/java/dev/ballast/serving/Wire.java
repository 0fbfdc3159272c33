package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One dialect of ADS on the wire.
 *
 * @param <Q> the request message
 * @param <S> the response message
 */
interface Wire<Q, S> {
  Map<String, ResourceType> TYPES =
      Arrays.stream(ResourceType.values())
          .collect(Collectors.toUnmodifiableMap(ResourceType::typeUrl, type -> type));

  Wire<DeltaDiscoveryRequest, DeltaDiscoveryResponse> DELTA = new Delta();
  Wire<DiscoveryRequest, DiscoveryResponse> FULL = new Full();

  boolean isDelta();

  Optional<Node> node(Q request);

  String typeUrl(Q request);

  Ask read(ResourceType type, Q request);

  S write(Push push, Encodings encodings);

  final class Delta implements Wire<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    private Delta() {}

    @Override
    public boolean isDelta() {
      return true;
    }

    @Override
    public Optional<Node> node(DeltaDiscoveryRequest request) {
      return request.hasNode() ? Optional.of(request.getNode()) : Optional.empty();
    }

    @Override
    public String typeUrl(DeltaDiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public Ask read(ResourceType type, DeltaDiscoveryRequest request) {
      return new Ask.Delta(
          type,
          request.getResourceNamesSubscribeList(),
          request.getResourceNamesUnsubscribeList(),
          request.getInitialResourceVersionsMap(),
          request.getResponseNonce(),
          request.hasErrorDetail()
              ? Optional.of(request.getErrorDetail().getMessage())
              : Optional.empty());
    }

    @Override
    public DeltaDiscoveryResponse write(Push push, Encodings encodings) {
      var response =
          DeltaDiscoveryResponse.newBuilder()
              .setTypeUrl(push.type().typeUrl())
              .setNonce(push.nonce())
              .setSystemVersionInfo(push.version())
              .addAllRemovedResources(push.removed());
      for (Resource resource : push.resources()) {
        response.addResources(
            io.envoyproxy.envoy.service.discovery.v3.Resource.newBuilder()
                .setName(resource.name())
                .setVersion(resource.version())
                .setResource(encodings.of(resource).any()));
      }
      return response.build();
    }
  }

  final class Full implements Wire<DiscoveryRequest, DiscoveryResponse> {
    private Full() {}

    @Override
    public boolean isDelta() {
      return false;
    }

    @Override
    public Optional<Node> node(DiscoveryRequest request) {
      return request.hasNode() ? Optional.of(request.getNode()) : Optional.empty();
    }

    @Override
    public String typeUrl(DiscoveryRequest request) {
      return request.getTypeUrl();
    }

    @Override
    public Ask read(ResourceType type, DiscoveryRequest request) {
      return new Ask.Full(
          type,
          request.getResourceNamesList(),
          request.getVersionInfo(),
          request.getResponseNonce(),
          request.hasErrorDetail()
              ? Optional.of(request.getErrorDetail().getMessage())
              : Optional.empty());
    }

    @Override
    public DiscoveryResponse write(Push push, Encodings encodings) {
      var response =
          DiscoveryResponse.newBuilder()
              .setTypeUrl(push.type().typeUrl())
              .setNonce(push.nonce())
              .setVersionInfo(push.version());
      push.resources().forEach(resource -> response.addResources(encodings.of(resource).any()));
      return response.build();
    }
  }
}
