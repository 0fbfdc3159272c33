package dev.ballast.translation;

import java.util.function.Supplier;

/** Times the stages of a translation: the translation itself knows no clock. */
@FunctionalInterface
public interface StageClock {
  /** Times nothing. */
  StageClock NONE =
      new StageClock() {
        @Override
        public <T> T timed(TranslationStage stage, Supplier<T> work) {
          return work.get();
        }
      };

  /** Does the work and returns its result. */
  <T> T timed(TranslationStage stage, Supplier<T> work);
}
