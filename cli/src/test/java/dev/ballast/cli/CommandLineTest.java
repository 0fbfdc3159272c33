package dev.ballast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.Yaml;

class CommandLineTest {
  private static final String GOOD =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: eg}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg, namespace: default}
      spec:
        gatewayClassName: eg
        listeners: [{name: http, protocol: HTTP, port: 80}]
      """;
  private static final String BAD =
      """
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata: {name: sticky, namespace: default}
      spec:
        targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
        loadBalancer:
          type: RoundRobbin
      """;

  private final Path folder;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Run(int code, String out, String err) {}

  private static Run ballast(String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false);
    int code = Ballast.run(screen, arguments);
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void cleanInputIsSilentAndSummedUpBesideTheAnswer() {
    var run = ballast(GOOD, "validate", "-");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("1 file, 2 objects: nothing to complain about\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void anErrorShowsItsPlaceAndEndsWithOne() {
    var run = ballast(BAD, "validate", "-");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("error[unknown-value]")
        .contains("--> <stdin>:7:11")
        .contains("did you mean \"RoundRobin\"?");
    assertThat(run.err()).startsWith("1 file, 1 object: 1 error");
  }

  @Test
  void jsonHoldsExactlyTheFieldsOfTheContract() {
    var run = ballast(BAD, "validate", "-", "-o", "json");

    var root = (ObjectNode) JsonReader.read(run.out());
    assertThat(names(root)).containsExactly("findings");
    var finding = (ObjectNode) ((ArrayNode) root.get("findings").orElseThrow()).items().getFirst();
    assertThat(names(finding))
        .containsExactly(
            "code",
            "severity",
            "object",
            "path",
            "value",
            "sentence",
            "hint",
            "apiMessage",
            "file",
            "line",
            "column");
  }

  @Test
  void junitIsXmlWithOneFailedFile() throws Exception {
    var run = ballast(BAD, "validate", "-", "-o", "junit");

    var xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(run.out())));
    var suite = xml.getElementsByTagName("testsuite").item(0).getAttributes();
    assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("1");
    assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
        .contains("<stdin>:7:11");
  }

  @Test
  void githubAndSarifNameFileLineAndColumn() throws Exception {
    Path file = Files.writeString(folder.resolve("bad, file.yaml"), BAD);

    assertThat(ballast("", "validate", file.toString(), "-o", "github").out())
        .contains("bad%2C file.yaml,line=7,col=11")
        .contains("title=unknown-value::");
    assertThat(ballast("", "validate", file.toString(), "-o", "sarif").out())
        .contains("\"startLine\" : 7")
        .contains("bad,%20file.yaml");
  }

  @Test
  void foldersAreSearchedToTheBottomWithoutHiddenFiles() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("a/b/gateway.yml"), GOOD);
    Files.writeString(folder.resolve("a/readme.txt"), "not yaml: [");
    Files.writeString(folder.resolve(".git/x.yaml"), "[");

    assertThat(ballast("", "validate", folder.toString()).err())
        .isEqualTo("1 file, 2 objects: nothing to complain about\n");
  }

  @Test
  void whatCannotBeUsedIsOneLineAndTwo() {
    var missing = ballast("", "validate", "/no/such/file.yaml");
    assertThat(missing.err()).isEqualTo("ballast: there is no file or folder /no/such/file.yaml\n");
    assertThat(missing.code()).isEqualTo(2);

    var mistyped = ballast("", "validate", "--outptu", "json", "-");
    assertThat(mistyped.err()).contains("--output");
    assertThat(mistyped.code()).isEqualTo(2);

    assertThat(ballast(GOOD, "translate", "-", "--gateway", "default/other").err())
        .contains("no Gateway default/other of ours; it has: default/eg");
  }

  @Test
  void translateAnswersWithTheFiveListsOfEachGateway() {
    var run = ballast(GOOD, "translate", "-");

    var root = (ObjectNode) JsonReader.read(run.out());
    assertThat(names(root)).containsExactly("gateways", "objects", "findings");
    var gateway = (ObjectNode) member(member(root, "gateways"), "default/eg");
    assertThat(names(gateway))
        .containsExactly("listeners", "routes", "clusters", "endpoints", "secrets");
    assertThat(run.code()).isZero();
  }

  @Test
  void yamlAndJsonSayTheSame() throws Exception {
    var json = JsonReader.read(ballast(GOOD, "translate", "-").out());
    var yaml = new Yaml().load(ballast(GOOD, "translate", "-", "-o", "yaml").out());
    var again = new Yaml().load(JsonWriter.text(json));
    assertThat(yaml).isEqualTo(again);
  }

  @Test
  void theBootstrapNamesItsGateway() {
    assertThat(ballast("", "envoy-bootstrap", "--gateway", "infra/eg", "--node", "edge").out())
        .contains("cluster: \"infra/eg\"")
        .contains("id: \"edge\"");
    assertThat(ballast("", "envoy-bootstrap", "--gateway", "eg").code()).isEqualTo(2);
  }

  @Test
  void explainKnowsCodesAndFieldsAndWhatWasMeant() {
    assertThat(ballast("", "explain", "hash-table-prime").out()).contains("prime");
    assertThat(ballast("", "explain", "loadBalancer.consistentHash.tableSize").out())
        .contains("# spec.loadBalancer.consistentHash.tableSize");
    assertThat(ballast("", "explain", "hash-table-prim").err())
        .contains("did you mean \"hash-table-prime\"?");
  }

  private static List<String> names(ObjectNode object) {
    return object.members().stream().map(Member::name).toList();
  }

  private static Node member(Node parent, String name) {
    return ((ObjectNode) parent).get(name).orElseThrow();
  }

  @Test
  void ofAnObjectInTwoFilesTheFirstByNameCountsAsInTheServer() throws Exception {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("b.yaml"), GOOD.replace("port: 80", "port: 81"));

    var run = ballast("", "translate", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("\"port_value\" : 10080", "stands in `" + folder.resolve("a.yaml") + "` too")
        .doesNotContain("10081");
    var told = ballast("", "validate", folder.toString());
    assertThat(told.out())
        .contains("warning[duplicate-object]", "--> " + folder.resolve("b.yaml") + ":1:1")
        .contains("1 | apiVersion: gateway.networking.k8s.io/v1");
    assertThat(told.err()).startsWith("2 files, 4 objects: 0 errors, 2 warnings");
  }

  @Test
  void serveSaysWhatItCannotUse() throws Exception {
    String provider = "--provider=directory=" + folder;
    assertThat(ballast("", "serve", provider, "--log", "kitchen=debug").err())
        .contains("there is no room \"kitchen\"", "serving");
    assertThat(ballast("", "serve", provider, "--log", "engine=loud").err())
        .contains("there is no level \"loud\"");
    var run = ballast("", "serve", provider, "--status-directory", folder + "/status");
    assertThat(run.err()).contains("lies in the folder that is watched").hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void addressesAndPortsThatServeCannotMeanAreRefused() {
    String serve = "--provider=directory=" + folder;
    assertThat(ballast("", "serve", serve, "--listener-port=default/eg/http=65536"))
        .isEqualTo(
            new Run(
                2,
                "",
                "ballast: --listener-port is written NS/GATEWAY/LISTENER=PORT, such as"
                    + " default/eg/http=8080, with a port from 1 to 65535; this is"
                    + " \"default/eg/http=65536\"\n"));
    assertThat(ballast("", "serve", serve, "--xds=nowhere").err())
        .isEqualTo(
            "ballast: --xds is written HOST:PORT, such as 127.0.0.1:18000; this is \"nowhere\"\n");
    assertThat(ballast("", "envoy-bootstrap", "--gateway=default/eg", "--xds=:18000").code())
        .as("an Envoy cannot call nobody")
        .isEqualTo(2);
  }
}
