package dev.ballast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Admission ADMISSION = new Admission(Set.of(TranslationOptions.BALLAST));

  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: eg}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg, namespace: shop}
      spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """;
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart, namespace: shop}
      spec: {parentRefs: [{name: eg}], rules: [{name: main, backendRefs: [{name: cart, port: 80}]}]}
      """;
  private static final World SHOP = Ask.world(GATEWAY, ROUTE);

  private static final String RANDOM = "loadBalancer: {type: Random}";
  private static final String THREE_FAULTS =
      """
      loadBalancer:
        type: ConsistentHash
        consistentHash: {type: Cookie, tableSize: 65536, cookie: {name: "a b", ttl: 10 minutes}}
      """;

  private static Told ask(Door door, Ask ask, World world) {
    var review = ask.review();
    return Told.of(Answer.of(review, ADMISSION.decide(door, review, world, NOW)));
  }

  private static Told mutate(Ask ask) {
    return ask(Door.MUTATE, ask, SHOP);
  }

  // what is ours

  @ParameterizedTest
  @EnumSource(Door.class)
  void theUidAndTheApiVersionComeBack(Door door) {
    var told = ask(door, Ask.create(RANDOM), SHOP);
    assertThat(told.uid()).isEqualTo(Ask.UID);
    assertThat(Trees.text(told.root(), "apiVersion")).isEqualTo("admission.k8s.io/v1");
    assertThat(Trees.text(told.root(), "kind")).isEqualTo("AdmissionReview");
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void whatIsNoneOfOursIsAllowedAndLeftAlone(Door door) {
    var wrong = Ask.create("loadBalancer: {type: Rnadom}");
    for (Ask ask :
        new Ask[] {
          wrong.withKind("ClientTrafficPolicy"),
          wrong.withOperation("DELETE"),
          wrong.withOperation("CONNECT"),
          wrong.withSubResource("status"),
          new Ask("DELETE", "BackendTrafficPolicy", "", false, Nodes.nothing(), wrong.object())
        }) {
      var told = ask(door, ask, SHOP);
      assertThat(told.isAllowed()).as("%s", ask).isTrue();
      assertThat(told.patch()).isEmpty();
      assertThat(told.warnings()).isEmpty();
    }
  }

  // refusals

  @ParameterizedTest
  @EnumSource(Door.class)
  void aRefusalListsEveryFaultInTheOrderOfFields(Door door) {
    var told = ask(door, Ask.create("retry: {numRetries: -1}\n" + THREE_FAULTS), SHOP);
    assertThat(told.isAllowed()).isFalse();
    assertThat(told.code()).isEqualTo(422);
    assertThat(told.reason()).isEqualTo("Invalid");
    assertThat(told.causes())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("spec.retry.numRetries: ").endsWith("[too-small]"),
            line ->
                assertThat(line)
                    .startsWith("spec.loadBalancer.consistentHash.cookie.ttl: \"10 minutes\""));
    assertThat(told.message()).isEqualTo("\n" + String.join("\n", told.causes()));
  }

  @Test
  void oneFaultIsOneLine() {
    var told = mutate(Ask.create("loadBalancer: {type: Rnadom}"));
    assertThat(told.causes()).hasSize(1);
    assertThat(told.message()).isEqualTo(told.causes().getFirst());
    assertThat(told.message()).contains("Rnadom").contains("did you mean").contains("[");
    assertThat(told.causeReasons()).containsExactly("FieldValueNotSupported");
  }

  @Test
  void whatOnlyAReaderCanSayIsRefusedToo() {
    var told =
        mutate(
            Ask.create(
                "loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, tableSize:"
                    + " 65536}}"));
    assertThat(told.causes()).singleElement().asString().endsWith("[hash-table-prime]");
    assertThat(told.causeReasons()).containsExactly("FieldValueInvalid");
  }

  @Test
  void warningsOfTheVerdictComeWithARefusal() {
    var told =
        mutate(
            Ask.create(
                """
                timeout: {tcp: {connectTimeout: 1s}}
                loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, tableSize: 4}}
                """));
    assertThat(told.isAllowed()).isFalse();
    assertThat(told.warnings()).singleElement().asString().endsWith("[not-translated]");
  }

  @Test
  void aFieldOfANewerCrdIsNoReasonToRefuseAndHidesNothing() {
    var told = mutate(Ask.create("wheels: 4\n" + RANDOM));
    assertThat(told.isAllowed()).isTrue();
    assertThat(told.warnings())
        .containsExactly(
            "spec.wheels: `wheels` is not known to this version of Ballast, and has no effect"
                + " [unknown-field]");
    var wrong =
        mutate(
            Ask.create(
                """
                wheels: 4
                loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, tableSize: 4}}
                """));
    assertThat(wrong.causes()).singleElement().asString().endsWith("[hash-table-prime]");
    assertThat(wrong.warnings()).singleElement().asString().endsWith("[unknown-field]");
  }

  // defaults

  @Test
  void aPolicyWithoutLoadBalancerGetsLeastRequest() {
    var ask = Ask.create("useClientProtocol: true");
    var told = mutate(ask);
    assertThat(told.isAllowed()).isTrue();
    var patched = told.patched((ObjectNode) ask.object());
    assertThat(patched.get("spec").orElseThrow().toString()).contains("LeastRequest");
    assertThat(mutate(Ask.create(patched)).patch()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {RANDOM, "mergeType: StrategicMerge", "mergeType: JSONMerge"})
  void aPolicyThatSaysItOrMergesGetsNone(String spec) {
    assertThat(mutate(Ask.create(spec)).patch()).isEmpty();
    assertThat(mutate(Ask.create(spec)).isAllowed()).isTrue();
  }

  @Test
  void nullIsAbsence() {
    var ask = Ask.create("");
    var spec = Trees.object((ObjectNode) ask.object(), "spec").orElseThrow();
    var nulled = Nodes.with(spec, "loadBalancer", Nodes.nothing());
    var told = mutate(Ask.create(Nodes.with((ObjectNode) ask.object(), "spec", nulled)));
    assertThat(told.patch()).hasSize(1);
  }

  @Test
  void onlyTheFirstDoorAddsDefaults() {
    assertThat(ask(Door.VALIDATE, Ask.create(""), SHOP).patch()).isEmpty();
  }

  @Test
  void aDryRunIsAnsweredAsTheRealRequest() {
    assertThat(mutate(Ask.create("").withDryRun()).patch()).hasSize(1);
    assertThat(mutate(Ask.create("loadBalancer: {type: R}").withDryRun()).isAllowed()).isFalse();
  }

  // names

  @Test
  void aNameYetToBeMadeIsAName() {
    var named = (ObjectNode) Ask.create("").object();
    var metadata = Nodes.object().with("generateName", "sticky-").with("namespace", "shop").build();
    var told = mutate(Ask.create(Nodes.with(named, "metadata", metadata)));
    assertThat(told.isAllowed()).isTrue();
    assertThat(told.patch()).hasSize(1);
    var missing =
        ask(Door.MUTATE, Ask.create(Nodes.with(named, "metadata", metadata)), World.EMPTY);
    assertThat(missing.warnings()).singleElement().asString().endsWith("[target-not-found]");
  }

  @Test
  void theNamespaceOfTheRequestCountsWhereTheObjectHasNone() {
    var named = (ObjectNode) Ask.create("").object();
    var metadata = Nodes.object().with("name", "sticky").build();
    assertThat(mutate(Ask.create(Nodes.with(named, "metadata", metadata))).warnings()).isEmpty();
  }

  // what was stored wrong before

  @Test
  void aPolicyStoredWrongMayBeLabelledButNotChanged() {
    var before = (ObjectNode) Ask.create(THREE_FAULTS).object();
    var labelled = labelled(before, "team", "a");
    var told = mutate(Ask.update(before, labelled));
    assertThat(told.isAllowed()).isTrue();
    assertThat(told.patch()).isEmpty();
    assertThat(told.warnings()).isNotEmpty().allMatch(line -> line.startsWith("spec."));

    var changed = (ObjectNode) Ask.create("mergeType: JSONMerge\n" + THREE_FAULTS).object();
    assertThat(mutate(Ask.update(before, changed)).isAllowed()).isFalse();
  }

  @Test
  void aWrongLabelIsRefusedWhateverTheSpec() {
    var before = (ObjectNode) Ask.create(THREE_FAULTS).object();
    var told = mutate(Ask.update(before, labelled(before, "team", "not a value")));
    assertThat(told.isAllowed()).isFalse();
    assertThat(told.causes()).singleElement().asString().startsWith("metadata.labels[team]: ");
  }

  @Test
  void metadataAloneDoesNotBringDefaults() {
    var before = (ObjectNode) Ask.create("").object();
    assertThat(mutate(Ask.update(before, labelled(before, "team", "a"))).patch()).isEmpty();
  }

  @Test
  void fieldsInAnotherOrderAreNoChange() {
    var before = Ask.root(Ask.policy("retry: {numRetries: -1}\nloadBalancer: {type: Random}"));
    var after = Ask.root(Ask.policy("loadBalancer: {type: Random}\nretry: {numRetries: -1}"));
    assertThat(mutate(Ask.update(before, after)).isAllowed()).isTrue();
  }

  @Test
  void aPolicyOnItsWayOutIsLetGo() {
    var before = (ObjectNode) Ask.create(THREE_FAULTS).object();
    var metadata =
        Nodes.with(
            Trees.object(before, "metadata").orElseThrow(),
            "deletionTimestamp",
            Nodes.text("2026-01-01T00:00:00Z"));
    var told = mutate(Ask.update(before, Nodes.with(before, "metadata", metadata)));
    assertThat(told.isAllowed()).isTrue();
    assertThat(told.patch()).isEmpty();
  }

  private static ObjectNode labelled(ObjectNode policy, String key, String value) {
    var metadata = Trees.object(policy, "metadata").orElseThrow();
    return Nodes.with(
        policy,
        "metadata",
        Nodes.with(metadata, "labels", Nodes.object().with(key, value).build()));
  }

  // the surroundings

  @Test
  void whatIsMissingIsAWarning() {
    var told = ask(Door.MUTATE, Ask.create(RANDOM), World.EMPTY);
    assertThat(told.isAllowed()).isTrue();
    assertThat(told.warnings())
        .containsExactly(
            "spec.targetRefs[0]: HTTPRoute shop/cart does not exist; the policy takes effect once"
                + " it does [target-not-found]");
  }

  @Test
  void aSectionThatIsMissingIsNamedWithThoseThereAre() {
    var object =
        Ask.root(Ask.policy(RANDOM).replace("name: cart}", "name: cart, sectionName: side}"));
    assertThat(mutate(Ask.create(object)).warnings())
        .singleElement()
        .asString()
        .contains("no rule named `side`; it has `main`")
        .endsWith("[target-not-found]");
  }

  @Test
  void aKindThatIsNotServedYetIsAWarning() {
    var object = Ask.root(Ask.policy(RANDOM).replace("HTTPRoute", "TCPRoute"));
    var world =
        Ask.world(
            """
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TCPRoute
            metadata: {name: cart, namespace: shop}
            spec: {}
            """);
    assertThat(ask(Door.MUTATE, Ask.create(object), world).warnings())
        .singleElement()
        .asString()
        .endsWith("[not-supported]");
  }

  @Test
  void aNewPolicyIsYoungerThanAllOthers() {
    var owner =
        Ask.policy(RANDOM)
            .replace("{name: sticky,", "{name: zz, creationTimestamp: 2026-01-02T03:04:04Z,");
    var told = ask(Door.MUTATE, Ask.create(RANDOM), Ask.world(GATEWAY, ROUTE, owner));
    assertThat(told.warnings())
        .containsExactly(
            "spec.targetRefs[0]: HTTPRoute shop/cart already has a policy, BackendTrafficPolicy"
                + " shop/zz, which is older; this policy has no effect there [policy-conflict]");
    // The API server counts whole seconds, so this one is as old.
    var twin = owner.replace("03:04:04", "03:04:05");
    assertThat(ask(Door.MUTATE, Ask.create(RANDOM), Ask.world(GATEWAY, ROUTE, twin)).warnings())
        .singleElement()
        .asString()
        .contains("takes HTTPRoute shop/cart from BackendTrafficPolicy shop/zz");
  }

  @Test
  void aPolicyThatIsMadeAgainIsAsYoungAsItIs() {
    var owner = Ask.policy(RANDOM).replace("name: sticky,", "name: zz, " + created(4));
    var world = Ask.world(GATEWAY, ROUTE, owner);
    var older = Ask.policy(RANDOM).replace("name: sticky,", "name: sticky, " + created(3));
    var younger = older.replace(created(3), created(5));
    assertThat(mutate(Ask.create(Ask.root(older)), world)).contains("takes HTTPRoute shop/cart");
    assertThat(mutate(Ask.create(Ask.root(younger)), world)).contains("already has a policy");
  }

  private static String created(int second) {
    return "creationTimestamp: 2026-01-02T03:04:0%dZ,".formatted(second);
  }

  private static String mutate(Ask ask, World world) {
    return String.join("\n", ask(Door.MUTATE, ask, world).warnings());
  }

  @Test
  void aGatewayPolicyHearsOfRoutesThatHaveTheirOwn() {
    var gateway =
        Ask.root(
            Ask.policy(RANDOM)
                .replace("kind: HTTPRoute, name: cart", "kind: Gateway, name: eg")
                .replace("name: sticky", "name: all"));
    var world = Ask.world(GATEWAY, ROUTE, Ask.policy(RANDOM));
    assertThat(ask(Door.MUTATE, Ask.create(gateway), world).warnings())
        .containsExactly(
            "spec.targetRefs[0]: does not apply where another policy is closer: HTTPRoute"
                + " shop/cart [policy-overridden]");
  }

  @Test
  void fewAndShortWarningsAreSaid() {
    var refs = new ArrayList<String>();
    for (int i = 0; i < 16; i++) {
      refs.add(
          "{group: gateway.networking.k8s.io, kind: HTTPRoute, name: %s}"
              .formatted("r" + i + "x".repeat(240)));
    }
    var object =
        Ask.root(
            """
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: BackendTrafficPolicy
            metadata: {name: sticky, namespace: shop}
            spec: {targetRefs: [%s], loadBalancer: {type: Random}}
            """
                .formatted(String.join(", ", refs)));
    var warnings = mutate(Ask.create(object)).warnings();
    assertThat(warnings).hasSize(11);
    assertThat(warnings.subList(0, 10))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(256))
        .allMatch(line -> line.endsWith("... [target-not-found]"));
    assertThat(warnings.getLast()).isEqualTo("and 6 more; `ballast validate` lists all");
  }

  // what cannot be read

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"kind\":\"Pod\"}",
        "{\"kind\":\"AdmissionReview\"}",
        "{\"kind\":\"AdmissionReview\",\"request\":{}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"uid\":\"b\"}}",
        "{\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"a\",\"object\":[]}}"
      })
  void whatIsNoReviewIsAnsweredInItsShape(String body) {
    var outcome = ReviewReader.read(body.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(ReviewReader.Outcome.Unreadable.class);
    var told = Told.of(Answer.of((ReviewReader.Outcome.Unreadable) outcome));
    assertThat(told.isAllowed()).isFalse();
    assertThat(told.code()).isEqualTo(400);
    assertThat(told.message()).isNotBlank();
  }

  @Test
  void aNestOfBracketsIsRefusedNotFollowed() {
    String deep = "{\"kind\":" + "[".repeat(100_000);
    assertThat(ReviewReader.read(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ReviewReader.Outcome.Unreadable.class);
  }

  @Test
  void theUidIsEchoedEvenWhereTheObjectIsNone() {
    String body =
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
            + "\"request\":{\"uid\":\"u-1\",\"object\":\"text\"}}";
    var outcome = ReviewReader.read(body.getBytes(StandardCharsets.UTF_8));
    assertThat(Told.of(Answer.of((ReviewReader.Outcome.Unreadable) outcome)).uid())
        .isEqualTo("u-1");
  }

  @Test
  void aRehearsalSeesGoodAndBadPolicies() {
    assertThat(Rehearsal.once(ADMISSION))
        .extracting(Decision::verdict)
        .containsExactly("refused", "refused", "defaulted", "allowed");
  }
}
