package dev.ballast.lab.toolbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code go.mod} with its {@code go.sum} among our resources: it pins one upstream module and
 * everything that one needs. The version is read from there, so it is written nowhere else.
 */
enum GoModule {
  KUBERNETES("kubernetes", "k8s.io/kubernetes"),
  ETCD("etcd", "go.etcd.io/etcd/server/v3"),
  HEY("hey", "github.com/rakyll/hey"),
  GOJQ("gojq", "github.com/itchyny/gojq"),
  HELM("helm", "helm.sh/helm/v3");

  private static final Pattern GO_LINE = Pattern.compile("(?m)^go ([0-9.]+)$");

  private final String folder;
  private final String upstream;

  GoModule(String folder, String upstream) {
    this.folder = folder;
    this.upstream = upstream;
  }

  /** Such as {@code v1.37.2}. */
  String version() {
    return first(Pattern.compile("(?m)^(?:require |\t)" + Pattern.quote(upstream) + " (v[^ \n]+)"));
  }

  /** The oldest Go that builds it, such as {@code 1.26.0}. */
  String goVersion() {
    return first(GO_LINE);
  }

  /** Name of its folder in the cache: {@code kubernetes-v1.37.2}. */
  String cacheName() {
    return folder + "-" + version();
  }

  /** Puts the two files into a folder in which Go can work. */
  void writeTo(Path target) throws IOException {
    for (String name : List.of("go.mod", "go.sum")) {
      Files.writeString(target.resolve(name), resource(name));
    }
  }

  private String first(Pattern pattern) {
    Matcher matcher = pattern.matcher(resource("go.mod"));
    if (!matcher.find()) {
      throw new IllegalStateException(folder + "/go.mod has no line like " + pattern);
    }
    return matcher.group(1);
  }

  private String resource(String name) {
    String path = folder + "/" + name;
    try (InputStream in = GoModule.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the lab lacks its resource " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the lab's resource " + path + " cannot be read", e);
    }
  }
}
