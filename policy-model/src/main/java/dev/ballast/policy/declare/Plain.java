package dev.ballast.policy.declare;

/** A wire value that stands for one scalar of the API. */
public interface Plain {
  /** The scalar: a {@code BigInteger} or a {@code String}. */
  Object plain();
}
