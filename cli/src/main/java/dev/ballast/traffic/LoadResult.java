package dev.ballast.traffic;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All answers, in the order of their requests. */
public record LoadResult(List<Answer> answers) {
  public LoadResult {
    answers = List.copyOf(answers);
  }

  /** How many answers came from whom; backends that sent none are absent. */
  public SortedMap<String, Integer> byBackend() {
    var counts = new TreeMap<String, Integer>();
    answers.forEach(answer -> answer.pod().ifPresent(pod -> counts.merge(pod, 1, Integer::sum)));
    return counts;
  }

  /** Status zero: no answer. */
  public SortedMap<Integer, Integer> byStatus() {
    var counts = new TreeMap<Integer, Integer>();
    answers.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
    return counts;
  }

  public boolean allOk() {
    return answers.stream().allMatch(answer -> answer.status() == 200);
  }

  public List<String> setCookies() {
    return answers.stream().flatMap(answer -> answer.setCookies().stream()).toList();
  }
}
