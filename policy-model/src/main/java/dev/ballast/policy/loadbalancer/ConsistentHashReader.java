package dev.ballast.policy.loadbalancer;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.ConsistentHashSpec.HeaderSpec;
import dev.ballast.policy.loadbalancer.ConsistentHashSpec.QueryParamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code consistentHash}. */
final class ConsistentHashReader {
  /** Characters that end a parameter's name in a query, or the query itself. */
  private static final String QUERY_DELIMITERS = "&=#";

  private final FieldPath at;
  private final FindingCollector out;

  ConsistentHashReader(FieldPath at, FindingCollector out) {
    this.at = at;
    this.out = out;
  }

  Algorithm.ConsistentHash read(ConsistentHashSpec spec) {
    var key = key(spec);
    return new Algorithm.ConsistentHash(tableSize(spec.tableSize()), key);
  }

  private HashKey key(ConsistentHashSpec spec) {
    return switch (spec.type()) {
      case "SourceIP" -> new HashKey.SourceIp();
      case "Header" -> header(spec.header());
      case "Headers" -> headers(spec.headers());
      case "Cookie" -> new CookieReader(at.child("cookie"), out).read(spec.cookie());
      case "QueryParams" -> queryParams(spec.queryParams());
      default ->
          throw new IllegalStateException("the schema let through the hash type " + spec.type());
    };
  }

  private HashKey header(@Nullable HeaderSpec header) {
    out.warn(
        "consistent-hash-header-deprecated",
        at.child("type"),
        "Header",
        "type `Header` is the older form of `Headers`, which takes several",
        "write `type: Headers` and `headers: [{name: ...}]`");
    return new HashKey.Headers(
        header == null
            ? List.of()
            : headerName(header, at.child("header").child("name")).stream().toList());
  }

  private HashKey headers(@Nullable List<HeaderSpec> headers) {
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    List<HeaderSpec> items = headers == null ? List.of() : headers;
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.child("headers").item(i).child("name");
      headerName(items.get(i), path)
          .filter(name -> isNew(seen.add(name.toLowerCase(Locale.ROOT)), path, name))
          .ifPresent(names::add);
    }
    warnIfNothing(items, "headers");
    return new HashKey.Headers(names);
  }

  private Optional<String> headerName(HeaderSpec header, FieldPath path) {
    if (FieldNames.isHeader(header.name())) {
      return Optional.of(header.name());
    }
    out.error(
        "hash-header-name",
        path,
        header.name(),
        "the header name " + FieldNames.offence(header.name()) + ", so no request can carry it",
        "name a header such as `x-user`");
    return Optional.empty();
  }

  private HashKey queryParams(@Nullable List<QueryParamSpec> params) {
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    List<QueryParamSpec> items = params == null ? List.of() : params;
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = at.child("queryParams").item(i).child("name");
      String name = items.get(i).name();
      if (queryName(name, path) && isNew(seen.add(name), path, name)) {
        names.add(name);
      }
    }
    warnIfNothing(items, "queryParams");
    return new HashKey.QueryParams(names);
  }

  private boolean queryName(String name, FieldPath path) {
    if (name.isEmpty()) {
      out.error(
          "query-param-name",
          path,
          name,
          "the name of a query parameter is empty, and Envoy refuses that",
          "name the parameter as it stands in the URL");
      return false;
    }
    if (name.chars().anyMatch(c -> c <= ' ' || QUERY_DELIMITERS.indexOf(c) >= 0)) {
      out.warn(
          "query-param-name",
          path,
          name,
          "Envoy compares names as they stand in the URL, where this one cannot stand",
          "write it percent-encoded, `%20` for a space");
    }
    return true;
  }

  /** A name that is hashed twice adds nothing, so it is left out. */
  private boolean isNew(boolean fresh, FieldPath path, String name) {
    if (!fresh) {
      out.warn(
          "hash-key-repeated",
          path,
          name,
          "the name is listed before and adds nothing",
          "remove it");
    }
    return fresh;
  }

  private void warnIfNothing(List<?> items, String field) {
    if (items.isEmpty()) {
      out.warn(
          "hash-key-missing",
          at.child(field),
          "nothing is hashed, so each request goes to any endpoint",
          "list at least one name, or choose type `Random` for the load balancer");
    }
  }

  private long tableSize(@Nullable Long written) {
    if (written == null) {
      return Algorithm.ConsistentHash.DEFAULT_TABLE_SIZE;
    }
    long size = written;
    if (Primes.isPrime(size)) {
      return size;
    }
    out.error(
        "hash-table-prime",
        at.child("tableSize"),
        size,
        "table size must be a prime number, and " + size + " = " + Primes.factors(size),
        "the nearest primes are " + Primes.before(size) + " and " + Primes.after(size));
    return Algorithm.ConsistentHash.DEFAULT_TABLE_SIZE;
  }
}
