package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts are what Envoy 1.40 said. */
class EnvoyWordsTest {
  @Test
  void aClusterThatCannotBeAppliedIsNamed() {
    var words =
        EnvoyWords.read(
            "Error adding/updating cluster(s) rule/1: Didn't find a registered implementation for"
                + " 'nope' with type URL: ''",
            List.of("rule/0", "rule/1", "rule/10"));

    assertThat(words.named()).containsExactly("rule/1");
    assertThat(words.about("rule/1"))
        .isEqualTo("Didn't find a registered implementation for 'nope' with type URL: ''");
  }

  @Test
  void eachOfSeveralGetsItsOwnWords() {
    var words =
        EnvoyWords.read(
            "Error adding/updating cluster(s) a: no such thing, b: too: many", List.of("a", "b"));

    assertThat(words.named()).containsExactlyInAnyOrder("a", "b");
    assertThat(words.about("a")).isEqualTo("no such thing");
    assertThat(words.about("b")).isEqualTo("too: many");
  }

  @Test
  void aPrintedMessageTellsTheNameAndIsNotShown() {
    var words =
        EnvoyWords.read(
            """
            goo.gle/debugonly  \s
            cluster_name: "good1"
            endpoints {
              lb_endpoints {
              }
            }
            : Proto constraint validation failed (PortValue: value must be less)\
            """,
            List.of("good1", "good2"));

    assertThat(words.named()).containsExactly("good1");
    assertThat(words.about("good1"))
        .isEqualTo("Proto constraint validation failed (PortValue: value must be less)");
  }

  @Test
  void aPrintThatLeavesNoRoomForTheReasonIsToldAsThat() {
    var words =
        EnvoyWords.read(
            """
            goo.gle/debugproto \s
            name: "l"
            virtual_hosts {
              routes {
                name: "r0"
              }
              routes {
                cluste...(truncated)\
            """,
            List.of("l"));

    assertThat(words.plain())
        .isEqualTo("Envoy printed the resource and cut its message before the reason");
  }

  @Test
  void aPrintInTheMiddleIsLeftOut() {
    var words =
        EnvoyWords.read(
            """
            Error adding/updating listener(s) l: goo.gle/debugproto \s
            rds {
              route_config_name: "l"
            }
            http_filters {
              typed_config {
                [type.googleapis.com/envoy.extensions.filters.http.router.v3.Router] {
                }
              }
            }
            : Proto constraint validation failed (StatPrefix: value length)
            """,
            List.of("l"));

    assertThat(words.named()).containsExactly("l");
    assertThat(words.about("l"))
        .isEqualTo("Proto constraint validation failed (StatPrefix: value length)");
  }

  @Test
  void wordsWithoutANamePointAtNobody() {
    var words =
        EnvoyWords.read(
            "Invalid duration: Expected positive duration: goo.gle/debugproto   \nseconds: -1\n",
            List.of("a", "b"));

    assertThat(words.named()).isEmpty();
    assertThat(words.plain()).isEqualTo("Invalid duration: Expected positive duration");
  }
}
