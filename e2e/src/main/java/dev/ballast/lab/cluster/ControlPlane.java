package dev.ballast.lab.cluster;

import dev.ballast.lab.net.Addresses;
import dev.ballast.lab.net.OpenTls;
import dev.ballast.lab.process.Daemon;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A running etcd, kube-apiserver and kube-controller-manager. */
public final class ControlPlane implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ETCD = "http://127.0.0.1:2379";

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: None
          verbs: [get, list, watch]
        - level: None
          resources:
            - group: coordination.k8s.io
              resources: [leases]
        - level: RequestResponse
          resources:
            - group: gateway.envoyproxy.io
            - group: gateway.networking.k8s.io
        - level: Metadata
      """;

  private final Credentials credentials;
  private final Path adminKubeconfig;
  private final Path nodesKubeconfig;
  private final List<Daemon> daemons;

  private ControlPlane(
      Credentials credentials, Path adminKubeconfig, Path nodesKubeconfig, List<Daemon> daemons) {
    this.credentials = credentials;
    this.adminKubeconfig = adminKubeconfig;
    this.nodesKubeconfig = nodesKubeconfig;
    this.daemons = List.copyOf(daemons);
  }

  /**
   * Starts it and returns when the API server is ready.
   *
   * @param folder gets keys, data and logs
   * @param program where a program is, by its name
   */
  public static ControlPlane start(Path folder, Programs program, Consumer<String> progress)
      throws IOException {
    Credentials credentials = Credentials.create(folder.resolve("pki"));
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Daemon etcd = Daemon.start("etcd", logs.resolve("etcd.log"), etcd(folder, program));
    Daemon api =
        Daemon.start(
            "kube-apiserver",
            logs.resolve("kube-apiserver.log"),
            apiServer(folder, program, credentials));
    api.await(
        PATIENCE,
        () -> {
          if (!etcd.isAlive()) {
            throw new IllegalStateException(
                "etcd ended: " + Daemon.lastLines(logs.resolve("etcd.log"), 5));
          }
          return OpenTls.answers(URI.create("https://" + Addresses.GATEWAY + ":6443/readyz"));
        });
    progress.accept("etcd and kube-apiserver are ready");
    Daemon controllers =
        Daemon.start(
            "kube-controller-manager",
            logs.resolve("kube-controller-manager.log"),
            controllers(program, credentials));
    return new ControlPlane(
        credentials,
        credentials.kubeconfig("admin", credentials.adminToken()),
        credentials.kubeconfig("nodes", credentials.nodesToken()),
        List.of(controllers, api, etcd));
  }

  /** Where the programs are. */
  public interface Programs {
    Path path(String name);
  }

  /** For a person or a test: may do everything. */
  public Path adminKubeconfig() {
    return adminKubeconfig;
  }

  public Path nodesKubeconfig() {
    return nodesKubeconfig;
  }

  /** For a server that plays a kubelet. */
  public SSLContext identity() throws IOException {
    return Identity.read(credentials.apiCertificate(), credentials.apiKey());
  }

  private static List<String> etcd(Path folder, Programs program) {
    return List.of(
        program.path("etcd").toString(),
        "--name=lab",
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--listen-client-urls=" + ETCD,
        "--advertise-client-urls=" + ETCD,
        "--listen-peer-urls=http://127.0.0.1:2380",
        "--initial-advertise-peer-urls=http://127.0.0.1:2380",
        "--initial-cluster=lab=http://127.0.0.1:2380",
        "--log-level=warn");
  }

  private static List<String> apiServer(Path folder, Programs program, Credentials credentials)
      throws IOException {
    Path policy = Files.writeString(folder.resolve("audit-policy.yaml"), AUDIT_POLICY);
    return List.of(
        program.path("kube-apiserver").toString(),
        "--etcd-servers=" + ETCD,
        "--bind-address=0.0.0.0",
        "--secure-port=6443",
        "--advertise-address=" + Addresses.GATEWAY,
        "--cert-dir=" + credentials.folder(),
        "--token-auth-file=" + credentials.tokens(),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=" + credentials.verifyingKey(),
        "--service-account-signing-key-file=" + credentials.signingKey(),
        "--service-cluster-ip-range=" + Addresses.SERVICES,
        // Webhook Services are reached by their endpoints.
        "--enable-aggregator-routing=true",
        "--kubelet-preferred-address-types=InternalIP",
        "--allow-privileged=true",
        "--audit-policy-file=" + policy,
        "--audit-log-path=" + folder.resolve("logs").resolve("audit.log"));
  }

  private static List<String> controllers(Programs program, Credentials credentials)
      throws IOException {
    return List.of(
        program.path("kube-controller-manager").toString(),
        "--kubeconfig=" + credentials.kubeconfig("controllers", credentials.controllersToken()),
        "--leader-elect=false",
        // Each controller with an account and rights of its own, as in a real cluster.
        "--use-service-account-credentials=true",
        "--service-account-private-key-file=" + credentials.signingKey(),
        "--root-ca-file=" + credentials.apiCertificate(),
        "--service-cluster-ip-range=" + Addresses.SERVICES,
        "--kube-api-qps=200",
        "--kube-api-burst=400",
        // Nodes are ours: nobody sends their heartbeats, nobody hands out their address ranges.
        "--controllers=*,-node-lifecycle-controller,-node-ipam-controller,"
            + "-kube-apiserver-serving-clustertrustbundle-publisher-controller");
  }

  @Override
  public void close() {
    daemons.forEach(Daemon::close);
  }
}
