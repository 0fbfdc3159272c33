package dev.ballast.operator;

final class GatewayClassReconciler extends JudgedReconciler<GatewayClassObject> {
  GatewayClassReconciler(StatusDesk desk, Judge judge) {
    super(desk, StatusShape.OWN, judge);
  }
}
