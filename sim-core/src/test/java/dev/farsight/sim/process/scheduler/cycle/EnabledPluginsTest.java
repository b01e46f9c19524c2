package dev.farsight.sim.process.scheduler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.spec.scheduler.ExtensionPoint;
import dev.farsight.sim.spec.scheduler.PluginSet;
import dev.farsight.sim.spec.scheduler.PluginSet.Plugin;
import dev.farsight.sim.spec.scheduler.Plugins;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases after upstream's mergePlugins and MultiPoint expansion, with default plugins only. */
class EnabledPluginsTest {

  private static final KubernetesVersion V1_36 = KubernetesVersion.ofMinor(36);

  private static EnabledPlugins with(ExtensionPoint point, PluginSet set) {
    return new EnabledPlugins(V1_36, new Plugins(Map.of(point, set)));
  }

  private static PluginSet enabled(Plugin... plugins) {
    return new PluginSet(List.of(plugins), List.of());
  }

  private static PluginSet disabled(String... names) {
    return new PluginSet(List.of(), List.of(names));
  }

  @Test
  void defaultPluginsFilterAndScoreInUpstreamsOrderAndWeight() {
    EnabledPlugins plugins = new EnabledPlugins(V1_36, Plugins.NONE);
    assertThat(plugins.mistakes()).isEmpty();
    assertThat(plugins.at(ExtensionPoint.FILTER))
        .startsWith(
            "NodeUnschedulable",
            "NodeName",
            "TaintToleration",
            "NodeAffinity",
            "NodePorts",
            "NodeResourcesFit",
            "VolumeRestrictions");
    assertThat(plugins.at(ExtensionPoint.POST_FILTER))
        .containsExactly("DynamicResources", "DefaultPreemption");
    assertThat(plugins.weight("TaintToleration")).isEqualTo(3);
    assertThat(plugins.weight("ImageLocality")).isEqualTo(1);
  }

  @Test
  void dynamicResourcesTakesPartFrom134On() {
    assertThat(
            new EnabledPlugins(KubernetesVersion.ofMinor(33), Plugins.NONE)
                .at(ExtensionPoint.POST_FILTER))
        .containsExactly("DefaultPreemption");
  }

  @Test
  void pluginDisabledForOnePointStaysInTheOthers() {
    EnabledPlugins plugins = with(ExtensionPoint.SCORE, disabled("NodeResourcesFit"));
    assertThat(plugins.at(ExtensionPoint.SCORE)).doesNotContain("NodeResourcesFit");
    assertThat(plugins.at(ExtensionPoint.FILTER)).contains("NodeResourcesFit");
  }

  @Test
  void starDisablesAllButThoseEnabledByHand() {
    EnabledPlugins plugins =
        with(
            ExtensionPoint.SCORE,
            new PluginSet(List.of(new Plugin("ImageLocality", 7)), List.of("*")));
    assertThat(plugins.at(ExtensionPoint.SCORE)).containsExactly("ImageLocality");
    assertThat(plugins.weight("ImageLocality")).isEqualTo(7);
    assertThat(plugins.mistakes()).isEmpty();
  }

  @Test
  void pluginEnabledAgainForAPointComesFirstWithItsOwnWeight() {
    EnabledPlugins plugins = with(ExtensionPoint.SCORE, enabled(new Plugin("ImageLocality", 9)));
    assertThat(plugins.at(ExtensionPoint.SCORE)).startsWith("ImageLocality", "TaintToleration");
    assertThat(plugins.at(ExtensionPoint.SCORE)).containsOnlyOnce("ImageLocality");
    assertThat(plugins.weight("ImageLocality")).isEqualTo(9);
  }

  @Test
  void multiPointReplacesTheWeightInPlace() {
    EnabledPlugins plugins =
        with(ExtensionPoint.MULTI_POINT, enabled(new Plugin("TaintToleration", 11)));
    assertThat(plugins.weight("TaintToleration")).isEqualTo(11);
    assertThat(plugins.at(ExtensionPoint.FILTER))
        .isEqualTo(new EnabledPlugins(V1_36, Plugins.NONE).at(ExtensionPoint.FILTER));
  }

  @Test
  void whatKeepsKubeSchedulerFromStartingIsAMistake() {
    assertThat(messages(with(ExtensionPoint.FILTER, enabled(new Plugin("Nonsense", 0)))))
        .containsExactly("there is no plugin \"Nonsense\" to simulate");
    assertThat(messages(with(ExtensionPoint.SCORE, enabled(new Plugin("NodeName", 1)))))
        .containsExactly("plugin \"NodeName\" takes no part in score");
    assertThat(messages(with(ExtensionPoint.QUEUE_SORT, disabled("*"))))
        .containsExactly("a profile needs exactly one queueSort plugin, this one has 0");
    assertThat(messages(with(ExtensionPoint.MULTI_POINT, disabled("DefaultBinder"))))
        .containsExactly("a profile needs a bind plugin, this one has none");
    assertThat(
            messages(
                with(
                    ExtensionPoint.SCORE,
                    enabled(new Plugin("ImageLocality", 1), new Plugin("ImageLocality", 2)))))
        .containsExactly("plugin \"ImageLocality\" is enabled twice in score");
  }

  @Test
  void pluginThatCannotPrepareItselfIsAMistake() {
    assertThat(messages(with(ExtensionPoint.PRE_FILTER, disabled("PodTopologySpread"))))
        .singleElement()
        .asString()
        .startsWith("plugin \"PodTopologySpread\" takes part in filter but not in preFilter");
  }

  private static List<String> messages(EnabledPlugins plugins) {
    return plugins.mistakes().stream().map(EnabledPlugins.Mistake::message).toList();
  }
}
