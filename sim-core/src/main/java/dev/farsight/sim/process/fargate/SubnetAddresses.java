package dev.farsight.sim.process.fargate;

import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSubnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in the subnets of the profiles: each Fargate node takes one. Pods go to a profile's
 * subnets in turn, as far as those have free addresses; a profile without subnets has two, in the
 * zones b and a of the region, in which addresses never run out.
 */
final class SubnetAddresses {

  private static final int FIRST_HOST = 11;
  private static final int HOSTS = 244;

  private final String region;
  private final Predicate<String> inUse;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();
  private final Map<String, Integer> turns = new LinkedHashMap<>();
  private int taken;

  /**
   * Makes the addresses of a region.
   *
   * @param inUse tells whether a node of the starting state has an address
   */
  SubnetAddresses(String region, Predicate<String> inUse) {
    this.region = region;
    this.inUse = inUse;
  }

  /** One subnet. */
  private static final class Subnet {
    private final String zone;
    private final int octet;
    private final @Nullable Boolean nat;
    private @Nullable Integer free;

    Subnet(String zone, int octet, @Nullable Integer free, @Nullable Boolean nat) {
      this.zone = zone;
      this.octet = octet;
      this.free = free;
      this.nat = nat;
    }
  }

  /**
   * An address in use.
   *
   * @param subnetKey subnet it belongs to
   * @param zone availability zone
   * @param ip the address
   * @param nat whether the subnet leads to a NAT gateway; absent follows the network
   */
  record Address(String subnetKey, String zone, String ip, @Nullable Boolean nat) {}

  /** Takes an address for a pod of a profile, or returns null if all its subnets are full. */
  @Nullable Address take(FargateProfile profile) {
    List<String> keys = subnetKeys(profile);
    int turn = turns.getOrDefault(profile.name(), 0);
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get((turn + i) % keys.size());
      Subnet subnet = subnets.get(key);
      if (subnet != null && (subnet.free == null || subnet.free > 0)) {
        turns.put(profile.name(), (turn + i + 1) % keys.size());
        return take(key, subnet);
      }
    }
    return null;
  }

  private Address take(String key, Subnet subnet) {
    if (subnet.free != null) {
      subnet.free--;
    }
    String ip = nextIp(subnet);
    while (inUse.test(ip)) {
      ip = nextIp(subnet);
    }
    return new Address(key, subnet.zone, ip, subnet.nat);
  }

  private String nextIp(Subnet subnet) {
    int n = taken++;
    int host = FIRST_HOST + n % HOSTS;
    int block = n / HOSTS;
    return "10." + block + "." + subnet.octet + "." + host;
  }

  /** Gives an address back. */
  void release(Address address) {
    Subnet subnet = subnets.get(address.subnetKey());
    if (subnet != null && subnet.free != null) {
      subnet.free++;
    }
  }

  private List<String> subnetKeys(FargateProfile profile) {
    List<String> keys = new ArrayList<>();
    List<FargateSubnet> own = profile.spec().subnets();
    if (own.isEmpty()) {
      keys.add(know("default-b", region + "b", 101, null, null));
      keys.add(know("default-a", region + "a", 100, null, null));
      return keys;
    }
    for (int i = 0; i < own.size(); i++) {
      FargateSubnet subnet = own.get(i);
      String key = subnet.subnetId() != null ? subnet.subnetId() : profile.name() + "#" + i;
      String zone = subnet.zone() != null ? subnet.zone() : region + (char) ('a' + i % 3);
      int octet = 102 + subnets.size() % 150;
      keys.add(know(key, zone, octet, subnet.freeIps(), subnet.nat()));
    }
    return keys;
  }

  private String know(
      String key, String zone, int octet, @Nullable Integer free, @Nullable Boolean nat) {
    if (!subnets.containsKey(key)) {
      subnets.put(key, new Subnet(zone, octet, free, nat));
    }
    return key;
  }
}
