package dev.ballast.bench;

/** What is measured, in the order of the table. */
enum Measure {
  ENDPOINT_TO_ACK("endpointToAckMs", "endpoint change → ACK"),
  ENDPOINT_TO_TRAFFIC("endpointToTrafficMs", "endpoint change → answered by the new one"),
  CLUSTER_POLICY_TO_ACTIVE("clusterPolicyToActiveMs", "algorithm change → active"),
  ROUTE_POLICY_TO_ACTIVE("routePolicyToActiveMs", "header/cookie change → active"),
  TEN_POLICIES_WORST("tenPoliciesWorstMs", "ten policy changes, one a second, worst"),
  ROUTE_TO_ANSWER("routeToAnswerMs", "new route → answered"),
  BURST("burst50Ms", "50 endpoint changes at once, all active"),
  CPU_PER_ENDPOINT_CHANGE("cpuPerEndpointChangeMs", "CPU of our process per endpoint change"),
  COLD_START("coldStartMs", "cold start → first 200"),
  TRANSLATE("translateMs", "offline translate"),
  RSS("rssMiB", "memory of our process, settled (MiB)");

  private final String json;
  private final String title;

  Measure(String json, String title) {
    this.json = json;
    this.title = title;
  }

  /** Its name in JSON. */
  String json() {
    return json;
  }

  /** Its name for people; the unit is milliseconds where none is named. */
  String title() {
    return title;
  }
}
