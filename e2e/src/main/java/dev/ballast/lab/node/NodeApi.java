package dev.ballast.lab.node;

import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What nodes and the scheduler write to the API server. */
final class NodeApi {
  private static final int GONE_OR_ANOTHER_ONE = HttpURLConnection.HTTP_CONFLICT;

  private final KubernetesClient client;
  // Events tell stories to people; nobody waits for them.
  private final ExecutorService storyteller =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("events").factory());

  NodeApi(KubernetesClient client) {
    this.client = client;
  }

  /** With its status, as kubelets do it. */
  void register(Node node) {
    client.resource(node).create();
  }

  void bind(Pod pod, String node) {
    var binding =
        new BindingBuilder()
            .withNewMetadata()
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node)
            .endTarget()
            .build();
    client.raw(path(pod) + "/binding", "POST", binding);
  }

  /**
   * Writes a status whole.
   *
   * @return false when this very pod is no more
   */
  boolean writeStatus(Pod pod, PodStatus status) {
    // A merge patch replaces lists whole. (A PUT would write labels, too, and ours may be old.)
    String patch =
        Serialization.asJson(
            Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status));
    return unlessGone(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  /** Removes a pod whose processes have ended. */
  void remove(Pod pod) {
    var options =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(0L)
            .withNewPreconditions()
            .withUid(pod.getMetadata().getUid())
            .endPreconditions()
            .build();
    unlessGone(() -> client.raw(path(pod), "DELETE", options));
  }

  /** A token of the pod's account that is worth nothing once the pod is gone. */
  TokenRequest token(Pod pod, List<String> audiences, long seconds) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audiences)
            .withExpirationSeconds(seconds)
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build();
    String account = pod.getSpec().getServiceAccountName();
    String answer =
        client.raw(
            "/api/v1/namespaces/%s/serviceaccounts/%s/token"
                .formatted(pod.getMetadata().getNamespace(), account == null ? "default" : account),
            "POST",
            request);
    return Serialization.unmarshal(answer, TokenRequest.class);
  }

  /**
   * @param type {@code Normal} or {@code Warning}
   */
  void tell(Pod pod, String type, String reason, String message) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withGenerateName(pod.getMetadata().getName() + ".")
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endInvolvedObject()
            .withType(type)
            .withReason(reason)
            .withMessage(message)
            .withCount(1)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withNewSource()
            .withComponent("ballast-lab")
            .endSource()
            .build();
    storyteller.execute(
        () -> {
          try {
            client.resource(event).create();
          } catch (KubernetesClientException e) {
            // Its namespace is being deleted: nobody will read it.
          }
        });
  }

  private static boolean unlessGone(Runnable call) {
    try {
      call.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == GONE_OR_ANOTHER_ONE) {
        return false;
      }
      Journal.note(e, "the API server refuses a node");
      throw e;
    }
  }

  private static String path(Pod pod) {
    return "/api/v1/namespaces/%s/pods/%s"
        .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }
}
