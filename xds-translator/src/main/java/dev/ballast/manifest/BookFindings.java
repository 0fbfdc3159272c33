package dev.ballast.manifest;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Span;
import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.stream.Collectors;

/** What only the book can say: which of several versions counts. */
final class BookFindings {
  /** Objects named in one sentence; more would hide the sentence. */
  private static final int NAMED = 3;

  private BookFindings() {}

  static Finding twiceInOneFile(ObjectRef ref, Claim later) {
    return duplicate(
        ref, later, "this object stands in the file once more, further up; that one counts");
  }

  static Finding inAnotherFile(ObjectRef ref, Claim loser, String winner) {
    return duplicate(ref, loser, "this object stands in `" + winner + "` too; that one counts");
  }

  private static Finding duplicate(ObjectRef ref, Claim claim, String sentence) {
    return Finding.warning("duplicate-object", FieldPath.ROOT, sentence, "keep one of the two")
        .about(ref.toString())
        .at(claim.file(), claim.span());
  }

  /** About an object that has errors now and had none before. */
  static Finding lastGoodObject(ObjectRef ref, Claim refused) {
    return Finding.warning(
            "last-good-kept",
            FieldPath.ROOT,
            "the last good version of this object stays in force",
            "")
        .about(ref.toString())
        .at(refused.file(), refused.span());
  }

  /**
   * About a file that can no longer be read.
   *
   * @param kept what it said when it could, sorted; not empty
   */
  static Finding lastGoodFile(String file, List<ObjectRef> kept) {
    String names =
        kept.stream().limit(NAMED).map(ref -> "`" + ref + "`").collect(Collectors.joining(", "));
    String more = kept.size() > NAMED ? " and %d more".formatted(kept.size() - NAMED) : "";
    return Finding.warning(
            "last-good-kept",
            FieldPath.ROOT,
            "the last good version of this file stays in force: " + names + more,
            "")
        .at(file, Span.NONE);
  }
}
