package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.Groups;
import dev.ballast.world.ReferenceGrant;
import dev.ballast.world.Route;
import dev.ballast.world.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Follows the backendRefs of one rule. */
final class BackendResolver {
  private static final FieldPath RULES = FieldPath.of("spec", "rules");

  private final RouteInputs inputs;

  BackendResolver(RouteInputs inputs) {
    this.inputs = inputs;
  }

  List<ResolvedBackend> resolve(Route.Rule rule, int ruleIndex, List<Finding> findings) {
    Route route = inputs.route();
    var backends = new ArrayList<ResolvedBackend>();
    for (Route.BackendRef ref : rule.backends()) {
      int index = backends.size();
      var step =
          new Step(
              route, ref, index, RULES.item(ruleIndex).child("backendRefs").item(index), findings);
      backends.add(step.resolve());
    }
    return backends;
  }

  private final class Step {
    private final Route route;
    private final Route.BackendRef ref;
    private final int index;
    private final FieldPath at;
    private final List<Finding> findings;

    Step(Route route, Route.BackendRef ref, int index, FieldPath at, List<Finding> findings) {
      this.route = route;
      this.ref = ref;
      this.index = index;
      this.at = at;
      this.findings = findings;
    }

    ResolvedBackend resolve() {
      if (!RouteInputs.isService(ref)) {
        return broken(
            "InvalidKind",
            "kind %s is not supported, only Service is".formatted(qualifiedKind()),
            "not-supported",
            at.child("kind"),
            "%s as a backend is not supported yet, only Service is".formatted(qualifiedKind()));
      }
      var from = new ReferenceGrant.From(Groups.GATEWAY, route.kind(), route.id().namespace());
      if (!inputs.grants().permit(from, Groups.CORE, Service.KIND, ref.namespace(), ref.name())) {
        return broken(
            "RefNotPermitted",
            "Backend ref to Service %s not permitted by any ReferenceGrant".formatted(ref.id()),
            "ref-not-permitted",
            at,
            "no ReferenceGrant in namespace `%s` lets %ss of `%s` refer to Service %s"
                .formatted(ref.namespace(), route.kind(), route.id().namespace(), ref.id()));
      }
      if (ref.port().isEmpty()) {
        return broken(
            "PortNotSpecified",
            "a port of the Service must be specified",
            "port-not-specified",
            at.child("port"),
            "the port of Service %s is missing".formatted(ref.id()));
      }
      RouteInputs.Backend backend = inputs.services().get(ref.id());
      return backend == null
          ? broken(
              "BackendNotFound",
              "service %s not found".formatted(ref.id()),
              "backend-not-found",
              at.child("name"),
              "Service %s does not exist".formatted(ref.id()))
          : port(backend.service(), backend.reach(), ref.port().getAsInt());
    }

    private ResolvedBackend port(Service service, ServiceReach reach, int number) {
      if (service.isExternalName()) {
        return broken(
            "UnsupportedValue",
            "service %s is of type ExternalName, which is not supported".formatted(ref.id()),
            "not-supported",
            at,
            "Service %s is of type ExternalName, which is not supported".formatted(ref.id()));
      }
      return service.ports().stream()
          .filter(port -> port.port() == number && port.protocol().equals("TCP"))
          .findFirst()
          .map(port -> endpoints(service, reach, port))
          .orElseGet(
              () ->
                  broken(
                      "PortNotFound",
                      "TCP Port %d not found on Service %s".formatted(number, ref.id()),
                      "port-not-found",
                      at.child("port"),
                      "Service %s has no port %d; it offers %s"
                          .formatted(ref.id(), number, offered(service))));
    }

    private ResolvedBackend endpoints(Service service, ServiceReach reach, Service.Port port) {
      if (reach.holdsHostNames()) {
        return broken(
            "UnsupportedAddressType",
            "service %s has endpoints of address type FQDN, which is not supported"
                .formatted(ref.id()),
            "not-supported",
            at,
            "Service %s has endpoints of address type FQDN, which is not supported yet"
                .formatted(ref.id()));
      }
      if (!reach.reaches(port)) {
        String sentence = "Service %s port %d has no endpoints".formatted(ref.id(), port.port());
        warn("no-endpoints", at, sentence, "requests to it answer 503 until there are some");
        return new ResolvedBackend.Empty(index, ref.weight(), sentence);
      }
      return new ResolvedBackend.Usable(index, ref.weight(), service, port);
    }

    private String offered(Service service) {
      return service.ports().isEmpty()
          ? "none"
          : service.ports().stream()
              .map(
                  p ->
                      p.port()
                          + (p.name().isEmpty() ? "" : " (" + p.name() + ")")
                          + (p.protocol().equals("TCP") ? "" : " over " + p.protocol()))
              .collect(Collectors.joining(" and "));
    }

    private String qualifiedKind() {
      return ref.group().isEmpty() ? ref.kind() : ref.group() + "/" + ref.kind();
    }

    private ResolvedBackend broken(
        String reason, String message, String code, FieldPath path, String sentence) {
      warn(code, path, sentence, "requests to it answer 500 until then");
      return new ResolvedBackend.Broken(index, ref.weight(), reason, message);
    }

    private void warn(String code, FieldPath path, String sentence, String hint) {
      findings.add(Finding.warning(code, path, sentence, hint).about(route.ref().toString()));
    }
  }
}
