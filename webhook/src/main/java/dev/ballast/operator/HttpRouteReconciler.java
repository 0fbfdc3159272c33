package dev.ballast.operator;

final class HttpRouteReconciler extends StatusReconciler<HttpRouteObject> {
  HttpRouteReconciler(StatusDesk desk) {
    super(desk, StatusShape.ROUTE);
  }
}
