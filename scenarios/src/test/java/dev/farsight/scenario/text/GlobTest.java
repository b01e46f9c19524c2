package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  private final RandomStream chance = new RandomStreams(1).stream("glob");
  private long draws;

  private String random(String... words) {
    StringBuilder text = new StringBuilder();
    for (int i = chance.nextIndex(draws++, 8); i >= 0; i--) {
      text.append(words[chance.nextIndex(draws++, words.length)]);
    }
    return text.toString();
  }

  @Test
  void patternsMeanWhatTheyMeanToTheJdk() {
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern =
          random("a", "b", ".", "/", "*", "**", "?", "[ab]", "[!a]", "[a-c]", "{a,b/}");
      Path path = Path.of(random("a", "b", "c", ".", "/a"));
      PathMatcher slow;
      try {
        slow = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      } catch (PatternSyntaxException e) {
        continue;
      }
      boolean expected = slow.matches(path);
      matched += expected ? 1 : 0;
      assertThat(Glob.of(pattern).matches(path)).as(pattern + " on " + path).isEqualTo(expected);
    }
    assertThat(matched).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({"'[a', '[a'", "'{a,b', '{a,b'", "'a]}', 'a]}'", "'{{a}', '{{a}'"})
  void bracketsThatDoNotCloseStandForThemselves(String pattern, String path) {
    assertThat(Glob.of(pattern).matches(path)).isTrue();
  }

  @Test
  void patternsOfManyStarsEndSoon() {
    String pattern = "*a".repeat(60) + "*b";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(Glob.of(pattern).matches("a".repeat(255))).isFalse());
  }
}
