package dev.ballast.lab.toolbox;

import java.util.ArrayList;
import java.util.List;

/** One program: where it comes from, what its build must know, how it proves itself. */
enum Tool {
  ETCD("etcd", GoModule.ETCD, "go.etcd.io/etcd/server/v3", "1 minute", "--version"),
  KUBE_APISERVER(
      "kube-apiserver",
      GoModule.KUBERNETES,
      "k8s.io/kubernetes/cmd/kube-apiserver",
      "7 minutes",
      "--version"),
  KUBE_CONTROLLER_MANAGER(
      "kube-controller-manager",
      GoModule.KUBERNETES,
      "k8s.io/kubernetes/cmd/kube-controller-manager",
      "4 minutes",
      "--version"),
  KUBECTL(
      "kubectl",
      GoModule.KUBERNETES,
      "k8s.io/kubernetes/cmd/kubectl",
      "1 minute",
      "version --client"),
  HELM("helm", GoModule.HELM, "helm.sh/helm/v3/cmd/helm", "2 minutes", "version --short"),
  HEY("hey", GoModule.HEY, "github.com/rakyll/hey", "1 minute", "-h"),
  JQ("jq", GoModule.GOJQ, "github.com/itchyny/gojq/cmd/gojq", "1 minute", "--version");

  private final String program;
  private final GoModule module;
  private final String goPackage;
  private final String buildTime;
  private final String askVersion;

  Tool(String program, GoModule module, String goPackage, String buildTime, String askVersion) {
    this.program = program;
    this.module = module;
    this.goPackage = goPackage;
    this.buildTime = buildTime;
    this.askVersion = askVersion;
  }

  /** Its file name. */
  String program() {
    return program;
  }

  GoModule module() {
    return module;
  }

  String goPackage() {
    return goPackage;
  }

  /** On two cores with nothing fetched yet; for the eye. */
  String buildTime() {
    return buildTime;
  }

  /** Arguments that make it say what it is. */
  List<String> askVersion() {
    return List.of(askVersion.split(" ", -1));
  }

  /** A text in that answer. hey has no version of its own, so its usage must do. */
  String provesItself() {
    return this == HEY ? "Usage: hey" : module.version().substring(1);
  }

  /**
   * What a release build stamps in. Clients distrust an API server that says {@code v0.0.0}.
   *
   * @see <a href="https://pkg.go.dev/k8s.io/component-base/version">k8s.io/component-base</a>
   */
  String linkerFlags() {
    var flags = new ArrayList<>(List.of("-s", "-w"));
    String version = module.version();
    switch (module) {
      case KUBERNETES -> {
        String[] numbers = version.substring(1).split("\\.", -1);
        String at = "k8s.io/component-base/version.";
        flags.addAll(
            List.of(
                "-X", at + "gitVersion=" + version,
                "-X", at + "gitMajor=" + numbers[0],
                "-X", at + "gitMinor=" + numbers[1]));
      }
      case HELM ->
          flags.addAll(List.of("-X", "helm.sh/helm/v3/internal/version.version=" + version));
      case ETCD, HEY, GOJQ -> {}
    }
    return String.join(" ", flags);
  }
}
