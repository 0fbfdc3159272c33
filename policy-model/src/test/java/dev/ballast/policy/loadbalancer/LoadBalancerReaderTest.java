package dev.ballast.policy.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.WireReader;
import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadBalancerReaderTest {
  private final FindingCollector out = new FindingCollector();

  @Test
  void aTableSizeThatIsNoPrimeNamesItsFactorsAndTheNearestPrimes() {
    read("{type: 'ConsistentHash', consistentHash: {type: 'SourceIP', tableSize: 65536}}");

    assertThat(only().path()).hasToString("lb.consistentHash.tableSize");
    assertThat(only().value()).contains("65536");
    assertThat(only().sentence()).isEqualTo("table size must be a prime number, and 65536 = 2^16");
    assertThat(only().hint()).isEqualTo("the nearest primes are 65521 and 65537");
    assertThat(only().isError()).isTrue();
  }

  @Test
  void theNearestPrimesStayWithinTheBounds() {
    read("{type: 'ConsistentHash', consistentHash: {type: 'SourceIP', tableSize: 5000010}}");
    read("{type: 'ConsistentHash', consistentHash: {type: 'SourceIP', tableSize: 4}}");

    assertThat(out.findings())
        .extracting(Finding::hint)
        .containsExactly(
            "the nearest primes are 4999999 and 5000011", "the nearest primes are 3 and 5");
  }

  @Test
  void anAbsentTableSizeIsTheApisDefault() {
    assertThat(read("{type: 'ConsistentHash', consistentHash: {type: 'SourceIP'}}").algorithm())
        .isEqualTo(new Algorithm.ConsistentHash(65537, new HashKey.SourceIp()));
    assertNoFindings();
  }

  @Test
  void aZeroTtlMakesASessionCookieAndAnAbsentOneNeverSetsIt() {
    assertThat(key("{type: 'Cookie', cookie: {name: 'FooBar', ttl: '0s'}}"))
        .isEqualTo(new HashKey.Cookie("FooBar", Optional.of(Duration.ZERO), new TreeMap<>()));
    assertThat(key("{type: 'Cookie', cookie: {name: 'FooBar'}}"))
        .isEqualTo(new HashKey.Cookie("FooBar", Optional.empty(), new TreeMap<>()));
    assertNoFindings();
  }

  @Test
  void partsOfASecondInATtlAreAWarning() {
    key("{type: 'Cookie', cookie: {name: 'FooBar', ttl: '500ms'}}");
    key("{type: 'Cookie', cookie: {name: 'FooBar', ttl: '1s500ms'}}");

    assertThat(out.findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "cookies live for whole seconds, so Envoy makes this a cookie that ends with the"
                + " browser session",
            "cookies live for whole seconds, so Envoy makes this `1s`");
    assertThat(out.findings()).noneMatch(Finding::isError);
  }

  @Test
  void cookieNamesAndAttributesThatBreakTheHeaderAreRefusedTogether() {
    key(
        "{type: 'Cookie', cookie: {name: 'foo bar', ttl: '1h', attributes:"
            + " {'': 'x', 'a=b': 'x', Path: '/\\u0007', SameSite: 'Strict'}}}");

    assertThat(out.findings())
        .extracting(Finding::code)
        .containsExactly(
            "cookie-name",
            "cookie-attribute-name",
            "cookie-attribute-value",
            "cookie-attribute-name");
    assertThat(out.findings()).allMatch(Finding::isError);
    assertThat(out.findings())
        .extracting(finding -> finding.path().toString())
        .contains("lb.consistentHash.cookie.name", "lb.consistentHash.cookie.attributes[a=b]");
  }

  @Test
  void attributesThatEnvoyWritesItselfOrThatSmuggleOthersAreWarnings() {
    key(
        "{type: 'Cookie', cookie: {name: 'c', ttl: '1h', attributes:"
            + " {HttpOnly: '', 'Max-Age': '3', SameSite: 'None; Secure', path: '/', Path: '/'}}}");

    assertThat(out.findings())
        .extracting(Finding::code)
        .containsExactly(
            "cookie-attribute-repeated",
            "cookie-attribute-repeated",
            "cookie-attribute-value",
            "cookie-attribute-repeated");
    assertThat(out.findings()).noneMatch(Finding::isError);
  }

  @Test
  void attributesOfACookieThatIsNeverSetAreAWarning() {
    key("{type: 'Cookie', cookie: {name: 'c', attributes: {Path: '/'}}}");

    assertThat(only().code()).isEqualTo("cookie-attributes-unused");
  }

  @Test
  void headerNamesThatNoRequestCanCarryAreRefused() {
    key("{type: 'Headers', headers: [{name: 'x-user'}, {name: ''}, {name: 'x user'}]}");

    assertThat(out.findings())
        .extracting(finding -> finding.path() + " " + finding.sentence())
        .containsExactly(
            "lb.consistentHash.headers[1].name the header name is empty, so no request can carry"
                + " it",
            "lb.consistentHash.headers[2].name the header name contains a space, so no request can"
                + " carry it");
  }

  @Test
  void thePathAndTheHostCanBeHashed() {
    assertThat(key("{type: 'Headers', headers: [{name: ':path'}, {name: ':authority'}]}"))
        .isEqualTo(new HashKey.Headers(List.of(":path", ":authority")));
    assertNoFindings();
  }

  @Test
  void theOlderHeaderFormWorksAndIsMentioned() {
    assertThat(key("{type: 'Header', header: {name: 'FooBar'}}"))
        .isEqualTo(new HashKey.Headers(List.of("FooBar")));
    assertThat(only().code()).isEqualTo("consistent-hash-header-deprecated");
    assertThat(only().isError()).isFalse();
  }

  @Test
  void hashingNothingIsAWarningBecauseEnvoyTakesIt() {
    assertThat(key("{type: 'QueryParams', queryParams: []}"))
        .isEqualTo(new HashKey.QueryParams(List.of()));
    assertThat(only().code()).isEqualTo("hash-key-missing");
    assertThat(only().isError()).isFalse();
  }

  @Test
  void aQueryParameterNeedsANameThatCanStandInAUrl() {
    key(
        "{type: 'QueryParams', queryParams: [{name: ''}, {name: 'a b'}, {name: 'id'}, {name:"
            + " 'id'}]}");

    assertThat(out.findings())
        .extracting(Finding::code)
        .containsExactly("query-param-name", "query-param-name", "hash-key-repeated");
    assertThat(out.findings()).extracting(Finding::isError).containsExactly(true, false, false);
  }

  @Test
  void anOverrideNeedsAHeaderThatARequestCanCarry() {
    var read =
        read(
            "{type: 'RoundRobin', endpointOverride: {extractFrom: [{header: 'x-a'}, {},"
                + " {header: ''}, {header: 'a:b'}, {header: 'X-A'}]}}");

    assertThat(read.endpointOverride()).containsExactly("x-a");
    assertThat(out.findings())
        .extracting(finding -> finding.path() + " " + finding.code())
        .containsExactly(
            "lb.endpointOverride.extractFrom[1].header override-header",
            "lb.endpointOverride.extractFrom[2].header override-header",
            "lb.endpointOverride.extractFrom[3].header override-header",
            "lb.endpointOverride.extractFrom[4].header override-header-repeated");
  }

  @Test
  void zoneWeightsStartAtOne() {
    read(
        "{type: 'Random', zoneAware: {weightedZones: [{zone: 'a', weight: 0}, {zone: 'b', weight:"
            + " -3}, {zone: 'c', weight: 1}]}}");

    assertThat(out.findings())
        .extracting(Finding::code)
        .containsExactly("zone-weight", "zone-weight");
    assertThat(out.findings())
        .extracting(Finding::value)
        .containsExactly(Optional.of("0"), Optional.of("-3"));
  }

  @Test
  void preferringTheLocalZoneTakesTheApisDefaults() {
    assertThat(read("{type: 'Random', zoneAware: {preferLocal: {force: {}}}}").zones())
        .isEqualTo(new ZoneRouting.PreferLocal(6, Optional.empty(), OptionalInt.of(1)));
    assertNoFindings();
  }

  @Test
  void thresholdsCannotBeNegative() {
    read(
        "{type: 'Random', zoneAware: {preferLocal: {minEndpointsThreshold: -1, force:"
            + " {minEndpointsInZoneThreshold: -1}}}}");

    assertThat(out.findings())
        .extracting(finding -> finding.path().toString())
        .containsExactly(
            "lb.zoneAware.preferLocal.minEndpointsThreshold",
            "lb.zoneAware.preferLocal.force.minEndpointsInZoneThreshold");
    assertThat(out.findings()).allMatch(Finding::isError);
  }

  @Test
  void reportedLoadKeepsWhatWasWrittenAndExplainsZeros() {
    var read =
        read(
            "{type: 'BackendUtilization', slowStart: {window: '10s'}, backendUtilization:"
                + " {blackoutPeriod: '0s', weightExpirationPeriod: '1m30s', weightUpdatePeriod:"
                + " '10ms', errorUtilizationPenaltyPercent: 150, outOfBand: {port: 8081}}}");

    assertThat(read.algorithm())
        .isEqualTo(
            new Algorithm.BackendUtilization(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(Duration.ofMillis(10)),
                OptionalInt.of(150),
                List.of(),
                false,
                new SlowStart.Window(Duration.ofSeconds(10)),
                Optional.of(
                    new Algorithm.OutOfBand(
                        Optional.empty(), OptionalInt.of(8081), Optional.empty()))));
    assertThat(out.findings())
        .extracting(Finding::code)
        .containsExactly("zero-means-default", "weight-update-period-short");
  }

  @Test
  void aDynamicModuleIsRefusedRatherThanReplaced() {
    read("{type: 'DynamicModule', dynamicModule: {name: 'm', lbPolicyName: 'p'}}");

    assertThat(only().code()).isEqualTo("dynamic-module-unsupported");
    assertThat(only().isError()).isTrue();
  }

  private HashKey key(String consistentHash) {
    var algorithm =
        read("{type: 'ConsistentHash', consistentHash: " + consistentHash + "}").algorithm();
    return ((Algorithm.ConsistentHash) algorithm).key();
  }

  private LoadBalancing read(String json) {
    var spec = WireReader.read(node(json), LoadBalancerSpec.class);
    return LoadBalancerReader.read(spec, FieldPath.of("lb"), out);
  }

  /** Names may stand without quotes and text in single ones, for the eye. */
  private static Node node(String json) {
    var strict = json.replaceAll("([{,] ?)(\\w+):", "$1\"$2\":").replace('\'', '"');
    return JsonReader.read(strict.getBytes(StandardCharsets.UTF_8));
  }

  private Finding only() {
    assertThat(out.findings()).hasSize(1);
    return out.findings().getFirst();
  }

  private void assertNoFindings() {
    assertThat(out.findings()).isEmpty();
  }
}
