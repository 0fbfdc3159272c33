package dev.ballast.operator;

import dev.ballast.source.Node.ObjectNode;
import dev.ballast.topology.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/** Writes the statuses of a kind of which another room has a say. */
abstract class JudgedReconciler<P extends StatusObject> extends StatusReconciler<P> {
  private static final String ACCEPTED = "Accepted";

  private final Judge judge;

  JudgedReconciler(StatusDesk desk, StatusShape shape, Judge judge) {
    super(desk, shape);
    this.judge = judge;
  }

  @Override
  public UpdateControl<P> reconcile(P object, Context<P> context) {
    return judge.of(object.ref(), object.generation()).isEmpty()
        ? UpdateControl.noUpdate() // and it is called again when there is a judgement
        : super.reconcile(object, context);
  }

  @Override
  ObjectNode completed(P object, ObjectNode wanted, Context<P> context) {
    return judge
        .of(object.ref(), object.generation())
        .flatMap(Judge.Judgement::rejection)
        .map(rejection -> rejected(wanted, rejection))
        .orElse(wanted);
  }

  /** What else is the matter with it is still told. */
  static ObjectNode rejected(ObjectNode status, Condition rejection) {
    return StatusTrees.withCondition(
        status,
        ACCEPTED,
        accepted -> {
          boolean isPlain = StatusTrees.text(accepted, "reason").equals(ACCEPTED);
          String more = isPlain ? "" : ". " + StatusTrees.text(accepted, "message");
          return StatusTrees.saying(
              accepted, "False", rejection.reason(), rejection.message() + more);
        });
  }
}
