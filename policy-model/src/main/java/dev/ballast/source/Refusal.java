package dev.ballast.source;

/** Carries a problem up through a recursive descent; never leaves this room. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Because because;

  /** A problem that does not know its file yet. */
  record Because(String code, Span span, String sentence, String hint) {}

  Refusal(String code, Span span, String sentence, String hint) {
    super(sentence, null, false, false);
    this.because = new Because(code, span, sentence, hint);
  }

  boolean isAbout(String code) {
    return because.code().equals(code);
  }

  SourceProblem in(String file) {
    return new SourceProblem(
        because.code(), file, because.span(), because.sentence(), because.hint());
  }
}
