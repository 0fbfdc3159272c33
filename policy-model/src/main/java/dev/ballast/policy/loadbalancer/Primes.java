package dev.ballast.policy.loadbalancer;

/** Primes among the sizes of hash tables; small enough to try every divisor. */
final class Primes {
  private Primes() {}

  static boolean isPrime(long number) {
    return number >= 2 && smallestFactor(number) == number;
  }

  /** The largest prime below. */
  static long before(long number) {
    long candidate = number - 1;
    while (!isPrime(candidate)) {
      candidate--;
    }
    return candidate;
  }

  /** The smallest prime above. */
  static long after(long number) {
    long candidate = number + 1;
    while (!isPrime(candidate)) {
      candidate++;
    }
    return candidate;
  }

  /** The number as a product, such as {@code 2^16} or {@code 3 × 7^2}. */
  static String factors(long number) {
    var product = new StringBuilder();
    long rest = number;
    while (rest > 1) {
      long factor = smallestFactor(rest);
      int times = 0;
      while (rest % factor == 0) {
        rest /= factor;
        times++;
      }
      product.append(product.isEmpty() ? "" : " × ").append(factor);
      if (times > 1) {
        product.append('^').append(times);
      }
    }
    return product.toString();
  }

  private static long smallestFactor(long number) {
    for (long factor = 2; factor * factor <= number; factor++) {
      if (number % factor == 0) {
        return factor;
      }
    }
    return number;
  }
}
