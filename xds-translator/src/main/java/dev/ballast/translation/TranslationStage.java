package dev.ballast.translation;

/** The stages of a translation, in order. */
public enum TranslationStage {
  /** References are followed, policies attached. */
  TOPOLOGY,
  /** What each Gateway's Envoys must have, in our words. */
  PLAN,
  /** The same in Envoy's words, with versions. */
  XDS,
  /** Statuses and findings. */
  REPORT,
  /** Endpoints alone, when nothing else has changed: then none of the others runs. */
  ENDPOINTS
}
