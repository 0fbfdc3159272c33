package dev.ballast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every policy that is allowed. */
class PatchLawsTest {
  private static final Admission ADMISSION = new Admission(Set.of(TranslationOptions.BALLAST));

  @Property(tries = 500)
  void thePatchedObjectIsTheDefaultedOneAndASecondPatchIsEmpty(@ForAll long seed) {
    ObjectNode policy = policy(new Random(seed));
    var told = mutate(policy);
    assertThat(told.isAllowed()).as("%s", policy).isTrue();

    ObjectNode patched = told.patched(policy);
    assertThat(patched).isEqualTo(PolicyDefaults.fill(policy));
    assertThat(mutate(patched).patch()).isEmpty();
    assertThat(told.patch())
        .allSatisfy(step -> assertThat(Trees.text(step, "op")).isEqualTo("add"));
  }

  @Property(tries = 500)
  void allThatWasWrittenIsStillThere(@ForAll long seed) {
    ObjectNode policy = policy(new Random(seed));
    ObjectNode patched = mutate(policy).patched(policy);
    var before = Trees.object(policy, "spec").orElseThrow();
    var after = Trees.object(patched, "spec").orElseThrow();
    before.members().stream()
        .filter(member -> Trees.has(before, member.name()))
        .forEach(member -> assertThat(after.get(member.name())).contains(member.value()));
    assertThat(patched.get("metadata")).isEqualTo(policy.get("metadata"));
    assertThat(patched.get("extra")).isEqualTo(policy.get("extra"));
  }

  private static Told mutate(ObjectNode policy) {
    var review = Ask.create(policy).review();
    var decision = ADMISSION.decide(Door.MUTATE, review, World.EMPTY, Instant.EPOCH);
    return Told.of(Answer.of(review, decision));
  }

  private static ObjectNode policy(Random random) {
    var spec =
        Nodes.object()
            .with(
                "targetRefs",
                Nodes.array(
                    Nodes.object()
                        .with("group", "gateway.networking.k8s.io")
                        .with("kind", "HTTPRoute")
                        .with("name", "cart")
                        .build()));
    switch (random.nextInt(4)) {
      case 0 -> spec.with("loadBalancer", Nodes.object().with("type", "Random").build());
      case 1 -> spec.with("loadBalancer", Nodes.nothing());
      default -> {}
    }
    switch (random.nextInt(4)) {
      case 0 -> spec.with("mergeType", "JSONMerge");
      case 1 -> spec.with("mergeType", Nodes.nothing());
      default -> {}
    }
    for (String field : List.of("useClientProtocol", "wheels", "a/b~c")) {
      if (random.nextBoolean()) {
        spec.with(field, random.nextBoolean());
      }
    }
    var policy =
        Nodes.object()
            .with("apiVersion", "gateway.envoyproxy.io/v1alpha1")
            .with("kind", "BackendTrafficPolicy")
            .with("metadata", Nodes.object().with("name", "p" + random.nextInt(9)).build())
            .with("spec", spec.build());
    return (random.nextBoolean() ? policy.with("extra", random.nextInt(9)) : policy).build();
  }
}
