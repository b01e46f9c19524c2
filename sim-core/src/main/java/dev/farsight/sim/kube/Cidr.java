package dev.farsight.sim.kube;

/** Blocks of IPv4 addresses in CIDR form. */
final class Cidr {

  private static final int BITS = 32;

  private Cidr() {}

  /** Returns whether a block contains an address; false where one of them cannot be read. */
  static boolean contains(String cidr, String address) {
    int slash = cidr.indexOf('/');
    Long base = parse(slash < 0 ? cidr : cidr.substring(0, slash));
    int mask = address.indexOf('/');
    Long wanted = parse(mask < 0 ? address : address.substring(0, mask));
    String length = slash < 0 ? "32" : cidr.substring(slash + 1);
    if (base == null || wanted == null || !length.matches("[0-9]{1,2}")) {
      return false;
    }
    int bits = BITS - Math.min(BITS, Integer.parseInt(length));
    return base >> bits == wanted >> bits;
  }

  private static @org.jspecify.annotations.Nullable Long parse(String address) {
    if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return null;
    }
    long value = 0;
    for (String part : address.split("\\.", -1)) {
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }
}
