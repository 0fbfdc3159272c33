package dev.ballast.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.SourceProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EnvoyBootstrapTest {
  @Test
  void namesAreQuotedWhateverIsInThem() throws IOException {
    assertThat(json(EnvoyBootstrap.local("shop/eg", "a: \"b\"\n#c", 18000)))
        .contains("\"cluster\":\"shop/eg\",\"id\":\"a: \\\"b\\\"\\n#c\"");
  }

  @Test
  void aZoneBringsTheLocalClusterThatZoneAwareRoutingNeeds() throws IOException {
    var without = EnvoyBootstrap.local("shop/eg", "a", 18000);
    assertThat(json(without)).doesNotContain("local_cluster", "locality");
    assertThat(json(without.withZone("north")))
        .contains("\"locality\":{\"zone\":\"north\"}")
        .contains("\"cluster_manager\":{\"local_cluster_name\":\"local_cluster\"}")
        .contains("\"name\":\"local_cluster\"");
  }

  @Test
  void anEnvoyWithoutItsServerTriesAgainSoon() throws IOException {
    assertThat(json(EnvoyBootstrap.local("shop/eg", "a", 18000)))
        .contains("{\"base_interval\":\"0.1s\",\"max_interval\":\"0.5s\"}");
  }

  private static String json(EnvoyBootstrap bootstrap) throws IOException {
    var documents = new ArrayList<Document>();
    DocumentReader.read(
        "bootstrap.yaml",
        new ByteArrayInputStream(bootstrap.yaml().getBytes(StandardCharsets.UTF_8)),
        new DocumentSink() {
          @Override
          public void document(Document document) {
            documents.add(document);
          }

          @Override
          public void refused(SourceProblem problem) {
            throw new IllegalStateException(problem.toString());
          }
        });
    assertThat(documents).hasSize(1);
    return JsonWriter.text(documents.getFirst().root());
  }
}
