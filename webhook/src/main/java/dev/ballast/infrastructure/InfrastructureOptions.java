package dev.ballast.infrastructure;

/**
 * What all Gateways of a process have in common.
 *
 * @param controllerName classes that name it are ours
 * @param namespace where Ballast itself runs; its Service {@code ballast-xds} is what Envoys call
 * @param xdsPort of that Service
 * @param defaults for what no ConfigMap says
 */
public record InfrastructureOptions(
    String controllerName, String namespace, int xdsPort, EnvoyParameters defaults) {
  private static final int XDS_PORT = 18000;

  public static InfrastructureOptions in(String namespace, String controllerName) {
    return new InfrastructureOptions(controllerName, namespace, XDS_PORT, EnvoyParameters.DEFAULTS);
  }

  /** The name Envoys call, and that the server's certificate must bear. */
  public String xdsHost() {
    return "ballast-xds." + namespace + ".svc";
  }

  /** Whose the objects are: several controllers may live in one cluster. As a label's value. */
  String ownerLabel() {
    return Names.label(controllerName.replace('/', '_'));
  }
}
