package dev.ballast.lab.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ballast.lab.net.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who may speak to the API server, and the keys it signs with. Everything lives as long as the lab.
 *
 * @param folder holds the files
 * @param adminToken of {@code admin}, who may do everything
 * @param controllersToken of {@code system:kube-controller-manager}
 * @param nodesToken of {@code system:node:lab}, which plays scheduler and kubelets
 */
record Credentials(Path folder, String adminToken, String controllersToken, String nodesToken) {
  private static final int API_PORT = 6443;

  static Credentials create(Path folder) throws IOException {
    var credentials = new Credentials(folder, token(), token(), token());
    Files.createDirectories(folder);
    Files.writeString(credentials.tokens(), credentials.tokenLines());
    KeyPair signing = keys();
    Files.writeString(
        credentials.signingKey(), pem("PRIVATE KEY", signing.getPrivate().getEncoded()));
    Files.writeString(
        credentials.verifyingKey(), pem("PUBLIC KEY", signing.getPublic().getEncoded()));
    return credentials;
  }

  /** Format of {@code --token-auth-file}: token, user, uid, groups. */
  private String tokenLines() {
    return """
    %s,admin,admin,system:masters
    %s,system:kube-controller-manager,controllers,
    %s,system:node:lab,nodes,system:masters
    """
        .formatted(adminToken, controllersToken, nodesToken);
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path signingKey() {
    return folder.resolve("service-accounts.key");
  }

  Path verifyingKey() {
    return folder.resolve("service-accounts.pub");
  }

  /** The API server writes it when it first starts: its certificate, with its authority. */
  Path apiCertificate() {
    return folder.resolve("apiserver.crt");
  }

  Path apiKey() {
    return folder.resolve("apiserver.key");
  }

  Path kubeconfig(String user, String token) throws IOException {
    return Files.writeString(
        folder.resolve(user + ".kubeconfig"),
        kubeconfig(user, token, Addresses.GATEWAY, API_PORT, apiCertificate()));
  }

  static String kubeconfig(String user, String token, String host, int port, Path authority) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
      - name: lab
        cluster:
          server: https://%s:%d
          certificate-authority: %s
    users:
      - name: %s
        user:
          token: %s
    contexts:
      - name: lab
        context:
          cluster: lab
          user: %s
    current-context: lab
    """
        .formatted(host, port, authority, user, token, user);
  }

  private static String token() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label);
  }
}
