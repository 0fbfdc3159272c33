package dev.ballast.operator;

final class GrpcRouteReconciler extends StatusReconciler<GrpcRouteObject> {
  GrpcRouteReconciler(StatusDesk desk) {
    super(desk, StatusShape.ROUTE);
  }
}
