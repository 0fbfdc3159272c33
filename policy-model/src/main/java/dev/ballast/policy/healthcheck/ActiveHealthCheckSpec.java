package dev.ballast.policy.healthcheck;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DnsName;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.policy.shape.HttpStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.healthCheck.active} as written. */
@Rule(
    cel = "self.type == 'HTTP' ? has(self.http) : !has(self.http)",
    message = "If Health Checker type is HTTP, http field needs to be set.",
    code = "health-check-http",
    sentence = "`http` belongs to type `HTTP`: fill it for that type, and for no other")
@Rule(
    cel = "self.type == 'TCP' ? has(self.tcp) : !has(self.tcp)",
    message = "If Health Checker type is TCP, tcp field needs to be set.",
    code = "health-check-tcp",
    sentence =
        "`tcp` belongs to type `TCP`: fill it for that type (`{}` only connects), and for no other")
@Rule(
    cel = "has(self.grpc) ? self.type == 'GRPC' : true",
    message = "The grpc field can only be set if the Health Checker type is GRPC.",
    code = "health-check-grpc",
    sentence = "`grpc` belongs to type `GRPC`; remove it or change `type`")
public record ActiveHealthCheckSpec(
    @Doc(
            "What a probe is: an HTTP request, bytes over TCP, or a call of the gRPC health service"
                + " (which needs a backend that speaks HTTP/2).")
        @NotNull
        @OneOf(
            value = {"HTTP", "TCP", "GRPC"},
            statedTwice = true)
        String type,
    @Doc("How long a probe may take. A duration above zero.") @Default("\"1s\"") @DurationText
        @Nullable String timeout,
    @Doc("Time between two probes of an endpoint. A duration above zero.")
        @Default("\"3s\"")
        @DurationText
        @Nullable String interval,
    @Doc(
            "The first probe waits a random time up to this, so that many Envoys do not ask at"
                + " once. A duration; absent, none.")
        @DurationText
        @Nullable String initialJitter,
    @Doc("How many probes in a row must fail before the endpoint is left out: 1 or more.")
        @Default("3")
        @Min(1)
        @Nullable Integer unhealthyThreshold,
    @Doc("How many probes in a row must succeed before the endpoint is back: 1 or more.")
        @Default("1")
        @Min(1)
        @Nullable Integer healthyThreshold,
    @Doc("The request of a probe, for type `HTTP`.") @Valid @Nullable HttpProbeSpec http,
    @Doc("The bytes of a probe, for type `TCP`; `{}` only connects.") @Valid
        @Nullable TcpProbeSpec tcp,
    @Doc("The call of a probe, for type `GRPC`. Absent, it asks about the server as a whole.")
        @Valid
        @Nullable GrpcProbeSpec grpc,
    @Doc("Where to send probes, when not to where requests go.") @Valid
        @Nullable OverridesSpec overrides,
    @Doc("What to write down about probes. Absent, nothing.") @Valid
        @Nullable HealthCheckLogSpec healthCheckLog) {

  /** {@code healthCheck.active.http} as written. */
  @Rule(
      cel =
          "!has(self.requestBody) || (has(self.method) && self.method.upperAscii() in"
              + " ['POST','PUT'])",
      message = "The requestBody field can only be set when method is POST or PUT.",
      code = "probe-body-method",
      sentence = "a body needs `method: POST` or `method: PUT`")
  public record HttpProbeSpec(
      @Doc("The path to ask for, 1 to 1024 characters, such as `/healthz`.")
          @NotNull
          @Size(min = 1, max = 1024)
          String path,
      @Doc("The method, up to 16 characters, in any letter case. Absent, GET.") @Size(max = 16)
          @Nullable String method,
      @Doc("The host of the request. Absent, the route's host name.")
          @Size(min = 1, max = 253)
          @DnsName
          @Nullable String hostname,
      @Doc("Statuses that mean the endpoint is well, each 100 to 599. Absent, 200.")
          @Nullable List<@HttpStatus BigInteger> expectedStatuses,
      @Doc(
              "Statuses that count as one failure among those of `unhealthyThreshold`, each 100 to"
                  + " 599. Any other unexpected status leaves the endpoint out at once.")
          @Nullable List<@HttpStatus BigInteger> retriableStatuses,
      @Doc("Bytes that the body of the answer must hold.") @Valid
          @Nullable PayloadSpec expectedResponse,
      @Doc("The body of the request; for POST and PUT.") @Valid
          @Nullable PayloadSpec requestBody) {}

  /** {@code healthCheck.active.tcp} as written. */
  public record TcpProbeSpec(
      @Doc("Bytes to send. Absent, the probe only connects.") @Valid @Nullable PayloadSpec send,
      @Doc("Bytes that the answer must hold.") @Valid @Nullable PayloadSpec receive) {}

  /** {@code healthCheck.active.grpc} as written. */
  public record GrpcProbeSpec(
      @Doc("The service to ask about. Absent, the server as a whole.") @Nullable String service) {}

  /** {@code healthCheck.active.overrides} as written. */
  public record OverridesSpec(
      @Doc("The port to probe, 1 to 65535. Absent, the port that serves requests.")
          @Min(1)
          @Max(65_535)
          @Nullable Integer port) {}

  /** {@code healthCheckLog} as written. */
  public record HealthCheckLogSpec(
      @Doc(
              "Which probes to write down, up to 4: every `Failure` or the first of a series, every"
                  + " `Success` or the one that brings an endpoint back. Absent, all.")
          @Size(max = 4)
          @ListSemantics(ListSemantics.Kind.SET)
          @Rule(
              cel =
                  "self.exists(e, e == 'Failure' || e == 'FailureSeriesStart') == self.exists(e, e"
                      + " == 'Success' || e == 'HealthyTransition')",
              message = "a failure type and a success type must both be specified together",
              code = "log-matches-one-sided",
              sentence =
                  "name at least one failure (`Failure`, `FailureSeriesStart`) and one success"
                      + " (`Success`, `HealthyTransition`), or leave `matches` out")
          @Nullable
              List<@OneOf({"Failure", "FailureSeriesStart", "Success", "HealthyTransition"}) String>
              matches,
      @Doc("Where to write, at most one place. Absent, standard output.") @Size(max = 1)
          @Nullable List<@Valid LogSinkSpec> sinks) {}

  /** An item of {@code healthCheckLog.sinks} as written. */
  @Rule(
      cel = "self.type == 'File' ? has(self.file) : !has(self.file)",
      message = "If ProxyHealthCheckLogSink type is File, file field needs to be set.",
      code = "log-sink-file",
      sentence = "type `File` needs `file` with a `path`")
  @Doc("One place to write to.")
  public record LogSinkSpec(
      @Doc("The kind of place; a file.") @NotNull @OneOf({"File"}) String type,
      @Doc("The file, for type `File`.") @Valid @Nullable FileSinkSpec file) {}

  /** {@code file} of a log sink as written. */
  public record FileSinkSpec(
      @Doc("The file's path where Envoy runs, such as `/dev/stdout`.") @NotNull @Size(min = 1)
          String path) {}
}
