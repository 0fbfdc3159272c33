package dev.ballast.lab.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The API server's own certificate, lent to the nodes: nobody looks at a kubelet's. */
final class Identity {
  // SEQUENCE { INTEGER 0, SEQUENCE { OID rsaEncryption, NULL }, OCTET STRING … }
  private static final byte[] RSA = {
    2,
    1,
    0,
    0x30,
    0x0d,
    6,
    9,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    1,
    1,
    1,
    5,
    0
  };

  private Identity() {}

  static SSLContext read(Path certificates, Path key) throws IOException {
    try (InputStream in = Files.newInputStream(certificates)) {
      var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("lab", key(key), new char[0], chain.toArray(new Certificate[0]));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the API server's certificate cannot be used", e);
    }
  }

  /** The API server writes PKCS#1, Java reads PKCS#8: the same with a header before it. */
  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(file);
    byte[] pkcs1 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    byte[] inner = concat(RSA, tagged(4, pkcs1));
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(tagged(0x30, inner)));
  }

  private static byte[] tagged(int tag, byte[] value) {
    // A key of 2048 bits has more than 255 and less than 65536 bytes.
    byte[] head = {(byte) tag, (byte) 0x82, (byte) (value.length >> 8), (byte) value.length};
    return concat(head, value);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
