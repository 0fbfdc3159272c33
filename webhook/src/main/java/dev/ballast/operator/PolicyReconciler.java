package dev.ballast.operator;

final class PolicyReconciler extends StatusReconciler<PolicyObject> {
  PolicyReconciler(StatusDesk desk) {
    super(desk, StatusShape.POLICY);
  }
}
