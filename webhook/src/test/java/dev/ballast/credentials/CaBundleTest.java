package dev.ballast.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaBundleTest {
  private static final String BUNDLE = "-----BEGIN CERTIFICATE-----\n";

  private static MutatingWebhookConfiguration configuration(Map<String, String> annotations) {
    return new MutatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName("ballast")
        .withResourceVersion("7")
        .withAnnotations(annotations)
        .endMetadata()
        .addNewWebhook()
        .withName("a.ballast.dev")
        .withNewClientConfig()
        .endClientConfig()
        .endWebhook()
        .addNewWebhook()
        .withName("b.ballast.dev")
        .withNewClientConfig()
        .withCaBundle("b2xk")
        .endClientConfig()
        .endWebhook()
        .build();
  }

  @Test
  void everyWebhookIsPutRightOnce() {
    var corrected = CaBundle.corrected(configuration(Map.of()), BUNDLE).orElseThrow();
    assertThat(corrected.getWebhooks())
        .allSatisfy(
            webhook ->
                assertThat(webhook.getClientConfig().getCaBundle())
                    .isEqualTo(Authorities.base64(BUNDLE)));
    assertThat(corrected.getMetadata().getResourceVersion())
        .as("a write on a stale copy must fail")
        .isEqualTo("7");
    assertThat(CaBundle.corrected(corrected, BUNDLE)).isEmpty();
  }

  @Test
  void theOtherConfigurationToo() {
    var found =
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName("ballast")
            .endMetadata()
            .addNewWebhook()
            .withNewClientConfig()
            .endClientConfig()
            .endWebhook()
            .build();
    var corrected = CaBundle.corrected(found, BUNDLE).orElseThrow();
    assertThat(CaBundle.corrected(corrected, BUNDLE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ballast.dev/ca-bundle, external",
    "cert-manager.io/inject-ca-from, ballast-system/webhook",
    "cert-manager.io/inject-ca-from-secret, ballast-system/webhook"
  })
  void whatOthersFillInIsLeftAlone(String annotation, String value) {
    assertThat(CaBundle.corrected(configuration(Map.of(annotation, value)), BUNDLE)).isEmpty();
  }
}
