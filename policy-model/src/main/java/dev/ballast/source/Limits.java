package dev.ballast.source;

/** What a document may cost before it is refused. */
final class Limits {
  /**
   * Size of one document, in bytes of UTF-8 or characters of UTF-16. The API server's own limit of
   * a request is 3 MiB.
   */
  static final int DOCUMENT = 3 * 1024 * 1024;

  /**
   * Collections inside collections. The deepest object of a cluster, a CRD, needs less than 100.
   */
  static final int DEPTH = 200;

  /** Values of one document, collections included; tiny ones would cost fifty times their text. */
  static final int VALUES = 500_000;

  /** Nodes that aliases and merge keys may add to a document. */
  static final int ALIASED_NODES = 100_000;

  private Limits() {}
}
