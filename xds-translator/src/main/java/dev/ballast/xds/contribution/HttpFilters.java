package dev.ballast.xds.contribution;

/**
 * The HTTP filters we place, in the order in which a request meets them. A feature that brings a
 * filter takes its line here, so that the order of all filters is read in one place. It is the
 * peer's order.
 */
public enum HttpFilters {
  /** Ends the chain: it sends the request on. */
  ROUTER("envoy.filters.http.router");

  private final String filterName;

  HttpFilters(String filterName) {
    this.filterName = filterName;
  }

  public String filterName() {
    return filterName;
  }
}
