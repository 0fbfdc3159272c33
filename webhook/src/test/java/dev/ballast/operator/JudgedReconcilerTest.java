package dev.ballast.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.JsonReader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.topology.Condition;
import org.junit.jupiter.api.Test;

class JudgedReconcilerTest {
  private static final Condition BAD =
      Condition.no("Accepted", "InvalidParameters", "`replicas` is \"many\"");

  @Test
  void aRejectionTakesThePlaceOfAcceptanceAndNothingElse() {
    String programmed =
        """
        {"message":"m","observedGeneration":3,"reason":"Programmed","status":"True","type":"Programmed"}\
        """;
    assertThat(rejected(accepted("True", "Accepted", "Fine") + "," + programmed))
        .isEqualTo(
            json(
                accepted("False", "InvalidParameters", "`replicas` is \\\"many\\\"")
                    + ","
                    + programmed));
  }

  @Test
  void whatElseIsTheMatterIsStillTold() {
    assertThat(rejected(accepted("True", "ListenersNotValid", "Listeners not valid: tcp")))
        .isEqualTo(
            json(
                accepted(
                    "False",
                    "InvalidParameters",
                    "`replicas` is \\\"many\\\". Listeners not valid: tcp")));
  }

  private static String rejected(String conditions) {
    return JsonWriter.text(
        StatusTrees.sorted(
            JudgedReconciler.rejected((ObjectNode) JsonReader.read(text(conditions)), BAD)));
  }

  private static String json(String conditions) {
    return JsonWriter.text(StatusTrees.sorted((ObjectNode) JsonReader.read(text(conditions))));
  }

  private static String text(String conditions) {
    return "{\"conditions\":[" + conditions + "]}";
  }

  private static String accepted(String status, String reason, String message) {
    return """
    {"message":"%s","observedGeneration":3,"reason":"%s","status":"%s","type":"Accepted"}\
    """
        .formatted(message, reason, status);
  }
}
