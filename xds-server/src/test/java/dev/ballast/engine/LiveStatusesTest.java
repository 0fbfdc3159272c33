package dev.ballast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.translation.ObjectReport;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.translation.Reports;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy that owns one cluster of one gateway. */
class LiveStatusesTest {
  private static final ObjectId EG = new ObjectId("shop", "eg");
  private static final ObjectRef POLICY = ObjectRef.of("BackendTrafficPolicy", "shop", "sticky");
  private static final ObjectReport REPORT = report("Accepted");
  private static final EnvoyStream STREAM = new EnvoyStream(1, "node", EG, true);

  private final AtomicReference<List<StreamStatus>> envoys = new AtomicReference<>(List.of());
  private final AtomicLong now = new AtomicLong();
  private final BlockingQueue<Collection<ObjectRef>> told = new LinkedBlockingQueue<>();
  private final LiveStatuses statuses = new LiveStatuses(envoys::get, now::get).tell(told::add);

  @AfterEach
  void end() {
    statuses.close();
  }

  @Test
  void whatATranslationSaysAnewIsToldAndWhatItRepeatsIsNot() throws InterruptedException {
    statuses.published(published(1, "v1", REPORT));
    assertThat(told()).containsExactly(POLICY);
    statuses.published(published(2, "v2", REPORT));
    statuses.published(published(3, "v2", report("Conflicted")));
    assertThat(told()).containsExactly(POLICY);
    assertThat(told).isEmpty();
  }

  @Test
  void anObjectThatIsNoMoreIsTold() throws InterruptedException {
    statuses.published(published(1, "v1", REPORT));
    told();
    statuses.published(new Published(2, 1, Duration.ZERO, Translation.EMPTY, Map.of(), Set.of(EG)));
    assertThat(told()).containsExactly(POLICY);
    assertThat(statuses.of(POLICY)).isEmpty();
  }

  @Test
  void anEnvoyThatHasNotLookedAtTheNewestHasNotConfirmedIt() throws InterruptedException {
    envoys.set(List.of(envoy("v1", 0)));
    statuses.published(published(1, "v1", REPORT));
    told();
    assertThat(text()).contains("\"True\",\"reason\":\"Programmed\"");
    statuses.published(published(2, "v2", report("Accepted")));
    told();
    assertThat(text()).contains("\"Unknown\",\"reason\":\"Pending\"");
  }

  @Test
  void anAnswerOfEnvoyIsToldWhenItMatters() throws InterruptedException {
    envoys.set(List.of(envoy("v1", 1)));
    statuses.published(published(1, "v1", REPORT));
    told();
    assertThat(text()).contains("Pending");
    envoys.set(List.of(envoy("v1", 0)));
    statuses.acked(STREAM, ResourceType.CLUSTER, List.of(), List.of());
    assertThat(told()).containsExactly(POLICY);
    assertThat(text()).contains("\"True\",\"reason\":\"Programmed\"");
    statuses.acked(STREAM, ResourceType.CLUSTER, List.of(), List.of());
    statuses.opened(STREAM);
    assertThat(told()).as("a new Envoy concerns everyone there").containsExactly(POLICY);
    assertThat(told).as("nobody waited for the second answer").isEmpty();
  }

  @Test
  void patienceEnds() throws InterruptedException {
    statuses.published(published(1, "v1", REPORT));
    told();
    assertThat(patience()).isEqualTo(LiveStatuses.NOBODY_HERE);
    now.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(patience()).isEqualTo(LiveStatuses.NOBODY_HERE.minusSeconds(20));

    envoys.set(List.of(envoy("v1", 1)));
    assertThat(patience()).as("it came back").isEqualTo(LiveStatuses.BEHIND);
    now.addAndGet(LiveStatuses.BEHIND.toNanos());
    assertThat(patience()).isZero();

    envoys.set(List.of(envoy("v1", 0)));
    assertThat(patience()).isZero();
    envoys.set(List.of(envoy("v1", 1)));
    assertThat(patience()).as("another wait").isEqualTo(LiveStatuses.BEHIND);
  }

  @Test
  void envoysThatAreThereMayTakeAMomentBeforeAnythingIsWritten() throws InterruptedException {
    statuses.published(published(1, "v1", REPORT));
    told();
    assertThat(grace()).as("nobody is there").isZero();

    envoys.set(List.of(envoy("v1", 1)));
    assertThat(grace()).isEqualTo(LiveStatuses.ABOUT_TO_CONFIRM);
    now.addAndGet(LiveStatuses.ABOUT_TO_CONFIRM.toNanos());
    assertThat(grace()).as("it takes long").isZero();

    envoys.set(List.of(envoy("v1", 0)));
    assertThat(grace()).as("it has confirmed").isZero();
  }

  private Duration grace() {
    return statuses.of(POLICY).orElseThrow().grace();
  }

  private Duration patience() {
    return statuses.of(POLICY).orElseThrow().patience();
  }

  private String text() {
    return JsonWriter.text(statuses.of(POLICY).orElseThrow().status().orElseThrow().status());
  }

  private Collection<ObjectRef> told() throws InterruptedException {
    Collection<ObjectRef> objects = told.poll(10, TimeUnit.SECONDS);
    return objects == null ? List.of() : objects;
  }

  private static Published published(long sequence, String version, ObjectReport report) {
    var gateways = new TreeMap<>(Map.of(EG, snapshot(version)));
    var translation = new Translation(gateways, Reports.of(Map.of(POLICY, report)));
    return new Published(sequence, 1, Duration.ZERO, translation, gateways, Set.of());
  }

  private static Snapshot snapshot(String version) {
    return Snapshot.of(
        List.of(
            new Resource(
                ResourceType.CLUSTER,
                "cart",
                version,
                Cluster.getDefaultInstance(),
                List.of(),
                List.of(POLICY))));
  }

  private static StreamStatus envoy(String seen, int unanswered) {
    return new StreamStatus(
        STREAM,
        false,
        snapshot(seen),
        Map.of(ResourceType.CLUSTER, new TopicStatus(1, unanswered, List.of(), Map.of())));
  }

  private static ObjectReport report(String condition) {
    String status =
        """
        {"ancestors":[{"ancestorRef":{"kind":"Gateway","namespace":"shop","name":"eg"},\
        "conditions":[{"type":"%s","status":"True","observedGeneration":1}]}]}\
        """
            .formatted(condition);
    return new ObjectReport(
        Optional.of(new ObjectStatus("gateway.envoyproxy.io", POLICY, JsonReader.read(status))),
        List.of());
  }
}
