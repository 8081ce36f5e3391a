package racecourse.engine.vmlens;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;

final class VmlensReportTest {
  private static final Effort SOME = new Effort(7, 0, false, 0, 0, 12);
  private static final Job JOB =
      new Job(
          "barrier",
          "racecourse.graders.BarrierGrader",
          Path.of("classes"),
          List.of("first", "second"),
          Job.Level.NORMAL,
          1,
          "");

  @Test
  void readsRacingAccesses() {
    List<Race> races =
        VmlensReport.parse(
            List.of(
                "barrier/first/once\tracecourse/barrier/InitPool$Slot.ready\t"
                    + "racecourse/barrier/InitPool.lambda$run$0\tworker 1",
                "a line that says nothing"));
    assertThat(races).hasSize(1);
    assertThat(races.get(0).subject()).isEqualTo("InitPool.Slot.ready");
    assertThat(races.get(0).isStudents("racecourse.barrier.")).isTrue();
  }

  @Test
  void aRaceIsASuspicionOfItsCheckOnly() {
    Map<String, Observation> merged =
        VmlensHost.merged(
            JOB,
            observed(clean(), clean()),
            new VmlensReport(
                List.of(
                    race("barrier/second/once", "java/util/ArrayDeque.tail"),
                    race("barrier/second/once", "racecourse/barrier/InitPool.ready")),
                ""));
    assertThat(merged.get("first")).isEqualTo(clean());
    Observation second = requireNonNull(merged.get("second"));
    assertThat(second).isInstanceOf(Observation.Suspected.class);
    Finding finding = ((Observation.Suspected) second).finding();
    assertThat(finding.subject()).as("the student's field first").isEqualTo("InitPool.ready");
    assertThat(finding.message())
        .isEqualTo(
            "vmlens reports a data race on InitPool.ready: InitPool.run on thread worker 1;"
                + " and on ArrayDeque.tail.");
    assertThat(second.effort()).isEqualTo(SOME);
  }

  @Test
  void whatWasFoundStays() {
    Observation found =
        new Observation.Found(EngineId.VMLENS, Finding.of(Kind.WRONG_RESULT, "Wrong."), SOME);
    VmlensReport report =
        new VmlensReport(
            List.of(race("barrier/first/once", "racecourse/barrier/InitPool.ready")), "");
    assertThat(VmlensHost.merged(JOB, observed(found, clean()), report))
        .containsEntry("first", found);
  }

  @Test
  void withoutTheRaceCheckACleanRunIsAnAbstention() {
    Map<String, Observation> merged =
        VmlensHost.merged(
            JOB, observed(clean(), clean()), new VmlensReport(List.of(), "vmlens broke"));
    assertThat(merged.values()).allMatch(each -> each instanceof Observation.Abstained);
  }

  @Test
  void textsStayInTheirFolder() {
    assertThat(VmlensReport.textFile("barrier/first/once")).isEqualTo("first/once.txt");
    assertThat(VmlensReport.textFile("barrier/../../../etc/passwd"))
        .isEqualTo("__/______etc_passwd.txt");
    assertThat(VmlensReport.textFile("odd")).isEqualTo("other.txt");
  }

  private static Observation clean() {
    return new Observation.Clean(EngineId.VMLENS, SOME);
  }

  private static Map<String, Observation> observed(Observation first, Observation second) {
    Map<String, Observation> observed = new LinkedHashMap<>();
    observed.put("first", first);
    observed.put("second", second);
    return observed;
  }

  private static Race race(String loop, String field) {
    return new Race(loop, field, "racecourse/barrier/InitPool.run", "worker 1");
  }
}
