package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.walkthrough.Played;
import dev.ballast.walkthrough.Script;
import dev.ballast.walkthrough.Walkthrough;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The walk-through, word for word: kubectl, hey, curl, and the backends' logs. */
@Tag("lab")
@ExtendWith(InstalledExtension.class)
class WalkthroughStoryTest {
  private final Installed installed;

  WalkthroughStoryTest(Installed installed) {
    this.installed = installed;
  }

  @Test
  void everySectionDoesWhatItPromises() {
    var text = new ByteArrayOutputStream();
    List<Played> played;
    try (var out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      played =
          new Walkthrough(
                  installed.lab(), installed.installation().samples(), new Script(out, false))
              .play();
    }
    assertThat(played).as(text.toString(StandardCharsets.UTF_8)).hasSize(8).allMatch(Played::ok);
  }
}
