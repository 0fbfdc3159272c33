package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import dev.ballast.topology.PolicyPreview;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolicyPreviewTest {
  private static final Set<String> OURS = Set.of(TranslationOptions.BALLAST);
  private static final String ROUTE = Yaml.target("HTTPRoute", "cart");

  @Property(tries = 300)
  void whatIsForetoldIsWhatIsSaidOnceThePolicyIsThere(@ForAll long seed) {
    World world = World.of(RandomWorlds.objects(seed));
    var translation = Translator.translate(world, TranslationOptions.offline());
    for (BackendTrafficPolicy policy : world.policies()) {
      var report = translation.reports().of(policy.ref()).orElseThrow();
      for (World before : List.of(world, world.without(policy.ref()))) {
        var foretold =
            PolicyPreview.of(before, policy, TranslationOptions.offline().controllerNames());
        assertThat(foretold.stream().filter(f -> !isAboutAnother(f)).map(this::gist).toList())
            .as("%s", policy.id())
            .isEqualTo(report.findings().stream().map(this::gist).toList());
      }
    }
  }

  private static boolean isAboutAnother(Finding finding) {
    return finding.sentence().startsWith("takes ");
  }

  /** Without the reason why a policy wins, which only the preview knows. */
  private String gist(Finding finding) {
    return FindingText.line(finding).replaceAll(", which .*;", ";");
  }

  @Test
  void anOlderPolicyKeepsItsTarget() {
    var world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"), policy("first", "2024-01-01"));
    assertThat(said(world, policy("second", "2025-01-01")))
        .containsExactly(
            "spec.targetRefs[0]: HTTPRoute shop/cart already has a policy, BackendTrafficPolicy"
                + " shop/first, which is older; this policy has no effect there [policy-conflict]");
  }

  @Test
  void ofTwoPoliciesOfOneSecondTheFirstByNameWins() {
    var world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"), policy("b", "2024-01-01"));
    assertThat(said(world, policy("c", "2024-01-01")))
        .singleElement()
        .asString()
        .contains("BackendTrafficPolicy shop/b, which is as old and comes first by name");
    assertThat(said(world, policy("a", "2024-01-01")))
        .containsExactly(
            "spec.targetRefs[0]: takes HTTPRoute shop/cart from BackendTrafficPolicy shop/b, which"
                + " is as old and comes later by name; that policy has no effect there from now on"
                + " [policy-conflict]");
  }

  @Test
  void anOlderPolicyThatTurnsToATakenTargetPushesTheOwnerAside() {
    var world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"), policy("young", "2025-01-01"));
    assertThat(said(world, policy("old", "2024-01-01")))
        .singleElement()
        .asString()
        .contains("takes HTTPRoute shop/cart from BackendTrafficPolicy shop/young")
        .contains("which is younger");
  }

  @Test
  void whoHadTheTargetBeforeHearsNothingOfTheLosers() {
    var owner = policy("a", "2024-01-01");
    var world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"), owner, policy("b", "2024-01-01"));
    assertThat(said(world, owner)).isEmpty();
  }

  @Test
  void anOverrideHeaderOnAListenerIsAnybodysChoice() {
    var world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"));
    String override =
        Yaml.policy(
            "pinned",
            "{targetRefs: [%s], loadBalancer: {type: Random, endpointOverride: {extractFrom: [{header: x-pod}]}}}"
                .formatted(ROUTE));
    assertThat(said(world, override))
        .containsExactly(
            "spec.loadBalancer.endpointOverride: any client of listener shop/eg/http can send"
                + " `x-pod` and choose the endpoint itself; let only clients you trust send it"
                + " [override-header-public]");
    assertThat(said(Yaml.world(Yaml.GATEWAY), override))
        .as("no route, no client")
        .noneMatch(line -> line.contains("override-header-public"));
  }

  @Test
  void aListOfManyRoutesIsCutAndCounted() {
    assertThat(overridden(7))
        .contains("HTTPRoute shop/r004 and 2 more")
        .doesNotContain("shop/r005");
    assertThat(overridden(150)).contains("HTTPRoute shop/r004 and at least 95 more");
  }

  private static String overridden(int routes) {
    var documents = new ArrayList<String>();
    documents.add(Yaml.GATEWAY);
    for (int i = 0; i < routes; i++) {
      String name = "r%03d".formatted(i);
      documents.add(Yaml.route(name));
      documents.add(
          Yaml.policy(name, "{targetRefs: [%s]}".formatted(Yaml.target("HTTPRoute", name))));
    }
    var lines =
        said(
            Yaml.world(documents.toArray(String[]::new)),
            Yaml.policy("all", "{targetRefs: [%s]}".formatted(Yaml.target("Gateway", "eg"))));
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static String policy(String name, String day) {
    return Yaml.policy(name, "{targetRefs: [%s]}".formatted(ROUTE))
        .replace("{name:", "{creationTimestamp: %sT00:00:00Z, name:".formatted(day));
  }

  private static List<String> said(World world, String policy) {
    var read = (BackendTrafficPolicy) Yaml.objects(policy).getFirst();
    return PolicyPreview.of(world, read, OURS).stream().map(FindingText::line).toList();
  }
}
