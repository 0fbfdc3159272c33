package dev.ballast.bench;

/** The policies of the world; a route has the one that its number chooses, in turn. */
public enum Balancing {
  ROUND_ROBIN,
  RANDOM,
  LEAST_REQUEST,
  SOURCE_IP,
  HEADER,
  COOKIE,
  ENDPOINT_OVERRIDE;

  /** The header that names an endpoint where {@link #ENDPOINT_OVERRIDE} applies. */
  static final String OVERRIDE_HEADER = "x-bench-endpoint";

  // Both are primes and the first is the default: the same work for Envoy, yet another cluster.
  private static final int[] TABLE_SIZES = {65_537, 65_539};

  static Balancing of(int route) {
    return values()[route % values().length];
  }

  /** The next of those that differ in the cluster only. */
  public Balancing nextInCluster() {
    return switch (this) {
      case ROUND_ROBIN -> RANDOM;
      case RANDOM -> LEAST_REQUEST;
      case LEAST_REQUEST -> ENDPOINT_OVERRIDE;
      case ENDPOINT_OVERRIDE -> ROUND_ROBIN;
      case SOURCE_IP, HEADER, COOKIE ->
          throw new IllegalStateException(this + " is in the route too");
    };
  }

  /** Header and cookie take turns: they differ in the route and, by their table, in the cluster. */
  public Balancing nextInRoute() {
    return switch (this) {
      case HEADER -> COOKIE;
      case COOKIE -> HEADER;
      case ROUND_ROBIN, RANDOM, LEAST_REQUEST, SOURCE_IP, ENDPOINT_OVERRIDE ->
          throw new IllegalStateException(this + " is in the cluster only");
    };
  }

  /** Whether it is one of those that {@link #nextInRoute} leads through. */
  public boolean isInRoute() {
    return this == HEADER || this == COOKIE;
  }

  /** Whether {@link #nextInCluster} goes on from it. */
  public boolean isInCluster() {
    return this != SOURCE_IP && !isInRoute();
  }

  /** The header that is hashed. */
  static String header(int edition) {
    return "x-bench-user-" + edition;
  }

  /** The cookie that is hashed, and set where a request brings none. */
  static String cookie(int edition) {
    return "bench-" + edition;
  }

  /**
   * The text of {@code spec.loadBalancer}.
   *
   * @param edition how often the policy was changed before; it is in the names of header and cookie
   */
  public String yaml(int edition) {
    return switch (this) {
      case ROUND_ROBIN -> "type: RoundRobin\n";
      case RANDOM -> "type: Random\n";
      case LEAST_REQUEST -> "type: LeastRequest\n";
      case SOURCE_IP ->
          """
          type: ConsistentHash
          consistentHash:
            type: SourceIP
          """;
      case HEADER ->
          """
          type: ConsistentHash
          consistentHash:
            type: Headers
            headers:
              - name: %s
            tableSize: %d
          """
              .formatted(header(edition), tableSize(edition));
      case COOKIE ->
          """
          type: ConsistentHash
          consistentHash:
            type: Cookie
            cookie:
              name: %s
              ttl: 60s
              attributes:
                SameSite: Strict
            tableSize: %d
          """
              .formatted(cookie(edition), tableSize(edition));
      case ENDPOINT_OVERRIDE ->
          """
          type: RoundRobin
          endpointOverride:
            extractFrom:
              - header: %s
          """
              .formatted(OVERRIDE_HEADER);
    };
  }

  private static int tableSize(int edition) {
    return TABLE_SIZES[edition % TABLE_SIZES.length];
  }
}
