package dev.ballast.operator;

final class GatewayClassReconciler extends StatusReconciler<GatewayClassObject> {
  GatewayClassReconciler(StatusDesk desk) {
    super(desk, StatusShape.OWN);
  }
}
