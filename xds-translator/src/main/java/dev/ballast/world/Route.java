package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An HTTPRoute or GRPCRoute: they differ only in how a rule matches and what it speaks upstream.
 *
 * @param hostnames lower case; empty for those of the listener
 */
public record Route(
    Type type, Metadata metadata, List<ParentRef> parents, List<String> hostnames, List<Rule> rules)
    implements WorldObject {

  public Route {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
  }

  /** In the order in which they take precedence when all else is equal. */
  public enum Type {
    HTTP("HTTPRoute"),
    GRPC("GRPCRoute");

    private final String kind;

    Type(String kind) {
      this.kind = kind;
    }

    public String kind() {
      return kind;
    }
  }

  @Override
  public String kind() {
    return type.kind();
  }

  /**
   * @param namespace the route's own when none is written
   * @param writtenNamespace as written, for the status, which repeats the reference
   */
  public record ParentRef(
      String group,
      String kind,
      String namespace,
      Optional<String> writtenNamespace,
      String name,
      Optional<String> sectionName,
      OptionalInt port) {
    public ObjectId id() {
      return new ObjectId(namespace, name);
    }

    public boolean isGateway() {
      return group.equals(Groups.GATEWAY) && kind.equals(Gateway.KIND);
    }
  }

  /**
   * @param name the rule's own name, a policy can aim at it
   * @param matches alternatives; empty matches every request
   * @param unsupported fields that are set and that change what the rule does, but that nothing
   *     acts on yet; such a rule answers 500
   */
  public record Rule(
      Optional<String> name,
      List<Match> matches,
      List<BackendRef> backends,
      List<FieldPath> unsupported) {
    public Rule {
      matches = List.copyOf(matches);
      backends = List.copyOf(backends);
      unsupported = List.copyOf(unsupported);
    }
  }

  /** What a request must look like. */
  public sealed interface Match {
    List<Comparison> headers();
  }

  /**
   * @param pathType {@code Exact}, {@code PathPrefix} or {@code RegularExpression}
   */
  public record HttpMatch(
      String pathType,
      String path,
      List<Comparison> headers,
      List<Comparison> queryParams,
      Optional<String> method)
      implements Match {
    public HttpMatch {
      headers = List.copyOf(headers);
      queryParams = List.copyOf(queryParams);
    }
  }

  /** Service and method are both regular expressions or both exact. */
  public record GrpcMatch(
      boolean isRegex, Optional<String> service, Optional<String> method, List<Comparison> headers)
      implements Match {
    public GrpcMatch {
      headers = List.copyOf(headers);
    }
  }

  /** A named value compared whole, exactly or with a regular expression. */
  public record Comparison(String name, String value, boolean isRegex) {}

  /**
   * @param namespace the route's own when none is written
   * @param weight 0 and more; 1 when none is written
   */
  public record BackendRef(
      String group, String kind, String namespace, String name, OptionalInt port, int weight) {
    public ObjectId id() {
      return new ObjectId(namespace, name);
    }
  }
}
