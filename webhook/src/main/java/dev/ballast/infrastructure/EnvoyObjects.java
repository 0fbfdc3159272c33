package dev.ballast.infrastructure;

import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.standalone.EnvoyTls;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects that make up the Envoys of a Gateway. Values in, values out. */
final class EnvoyObjects {
  private static final String SETTINGS = "/etc/envoy-settings";
  private static final String KEYS = "/etc/envoy-keys";
  private static final int ADMIN_PORT = 19000;
  private static final int TELEMETRY_PORT = 19001;
  private static final long NOBODY = 65532;

  private EnvoyObjects() {}

  static ServiceAccount serviceAccount(EnvoyGroup group) {
    return new ServiceAccountBuilder()
        .withMetadata(metadata(group))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** Where an Envoy gets its configuration from; it says nothing that a pod could differ in. */
  static ConfigMap configMap(EnvoyGroup group) {
    return new ConfigMapBuilder().withMetadata(metadata(group)).withData(settings(group)).build();
  }

  private static SortedMap<String, String> settings(EnvoyGroup group) {
    var options = group.options();
    var tls = new EnvoyTls(options.xdsHost(), SETTINGS, KEYS);
    var files = new TreeMap<>(tls.files());
    files.put(
        "envoy.yaml",
        EnvoyBootstrap.local(group.gateway().toString(), group.name(), options.xdsPort())
            .withXds(options.xdsHost(), options.xdsPort())
            .withAdmin("127.0.0.1", ADMIN_PORT)
            .withTelemetry(TELEMETRY_PORT)
            .withTls(tls)
            .yaml());
    return files;
  }

  static Service service(EnvoyGroup group) {
    var parameters = group.parameters();
    var service =
        new ServiceBuilder()
            .withMetadata(metadata(group))
            .withNewSpec()
            .withType(parameters.serviceType())
            .withSelector(group.selector())
            .withPorts(group.ports().stream().map(EnvoyObjects::servicePort).toList())
            .endSpec()
            .build();
    if (!parameters.serviceType().equals("ClusterIP")) {
      service.getSpec().setExternalTrafficPolicy(parameters.trafficPolicy());
    }
    return service;
  }

  private static ServicePort servicePort(EnvoyGroup.Port port) {
    return new ServicePortBuilder()
        .withName(port.name())
        .withPort(port.number())
        .withProtocol(port.protocol())
        .withTargetPort(new IntOrString(port.bound()))
        .build();
  }

  static PodDisruptionBudget disruptionBudget(EnvoyGroup group) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(metadata(group))
        .withNewSpec()
        // Not minAvailable: a single Envoy must not keep a node from being drained.
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(group.selector())
        .endSelector()
        .endSpec()
        .build();
  }

  static Deployment deployment(EnvoyGroup group) {
    var deployment =
        new DeploymentBuilder()
            .withMetadata(LastGood.keptIn(metadata(group), group.parameters()))
            .withNewSpec()
            .withRevisionHistoryLimit(3)
            .withNewSelector()
            .withMatchLabels(group.selector())
            .endSelector()
            .withNewStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(1))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withTemplate(pod(group))
            .endSpec()
            .build();
    group.parameters().replicas().ifPresent(deployment.getSpec()::setReplicas);
    return deployment;
  }

  private static PodTemplateSpec pod(EnvoyGroup group) {
    var parameters = group.parameters();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(group.allLabels())
        .addToAnnotations(group.annotations())
        .addToAnnotations("prometheus.io/scrape", "true")
        .addToAnnotations("prometheus.io/port", String.valueOf(TELEMETRY_PORT))
        .addToAnnotations("prometheus.io/path", "/stats/prometheus")
        // An Envoy reads its bootstrap once, so another one means other pods.
        .addToAnnotations("ballast.dev/settings", Names.hash(settings(group).toString()))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(group.name())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(parameters.drainSeconds() + 15L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(NOBODY)
        .withRunAsGroup(NOBODY)
        .withFsGroup(NOBODY)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(group.selector())
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .addNewContainer()
        .withName("envoy")
        .withImage(parameters.image())
        .withImagePullPolicy("IfNotPresent")
        .withArgs(arguments(parameters))
        .addNewEnv()
        .withName("POD_NAME")
        .withNewValueFrom()
        .withNewFieldRef()
        // Named, since what the API server adds looks like a difference.
        .withApiVersion("v1")
        .withFieldPath("metadata.name")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        // Kubernetes copies it from the node to the pod since 1.35; empty before, and then there is
        // no zone-aware routing.
        .addNewEnv()
        .withName("ZONE")
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath("metadata.labels['topology.kubernetes.io/zone']")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        // The ports of listeners are not named here: another listener must not mean other pods.
        .addNewPort()
        .withName("telemetry")
        .withContainerPort(TELEMETRY_PORT)
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/ready")
        .withPort(new IntOrString("telemetry"))
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(2)
        .endReadinessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("/bin/bash", "-c", drain(parameters.drainSeconds()))
        .endExec()
        .endPreStop()
        .endLifecycle()
        .withResources(parameters.resources())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("settings")
        .withMountPath(SETTINGS)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("keys")
        .withMountPath(KEYS)
        .withReadOnly(true)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("settings")
        .withNewConfigMap()
        .withName(group.name())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("keys")
        .withNewSecret()
        .withSecretName(group.name())
        .withDefaultMode(0440)
        .endSecret()
        .endVolume()
        .endSpec()
        .build();
  }

  private static List<String> arguments(EnvoyParameters parameters) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--config-path",
                SETTINGS + "/envoy.yaml",
                // What differs from pod to pod; Kubernetes fills in the variables.
                "--config-yaml",
                OF_THE_POD,
                "--drain-time-s",
                String.valueOf(Math.max(1, parameters.drainSeconds())),
                "--disable-hot-restart"));
    parameters
        .concurrency()
        .ifPresent(count -> arguments.addAll(List.of("--concurrency", String.valueOf(count))));
    return arguments;
  }

  // The cluster is there for the zone it is in: it is what Envoy compares the zones of endpoints
  // with. Nobody calls its address.
  private static final String OF_THE_POD =
      """
      node: {id: "$(POD_NAME)", locality: {zone: "$(ZONE)"}}
      cluster_manager: {local_cluster_name: local_cluster}
      static_resources:
        clusters:
        - name: local_cluster
          type: STATIC
          connect_timeout: 1s
          load_assignment:
            cluster_name: local_cluster
            endpoints:
            - locality: {zone: "$(ZONE)"}
              lb_endpoints:
              - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 1}}}
      """;

  /** Asks clients to go, is no longer ready, and stays while they do. */
  private static String drain(int seconds) {
    return """
    exec 3<>/dev/tcp/127.0.0.1/%d
    printf 'POST /healthcheck/fail HTTP/1.1\\r\\nHost: envoy\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n' >&3
    cat <&3 >/dev/null
    sleep %d
    """
        .formatted(ADMIN_PORT, seconds);
  }

  static ObjectMeta metadata(EnvoyGroup group) {
    return new ObjectMetaBuilder()
        .withName(group.name())
        .withNamespace(group.gateway().namespace())
        .withLabels(group.allLabels())
        .withAnnotations(group.annotations())
        .build();
  }
}
