package racecourse.engine.vmlens;

import java.nio.file.Path;
import java.util.List;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;

/** A child JVM of the tests: runs the checks named on its command line and prints what was observed. */
final class TestChild {
  private TestChild() {}

  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    Job job =
        new Job(
            "probe",
            "racecourse.graders.probe.ProbeGrader",
            Path.of(args[0]),
            List.of(args[1].split(",")),
            Job.Level.NORMAL,
            1,
            "");
    new VmlensRunner()
        .run(
            job,
            new Report() {
              @Override
              public void started(String check) {
                System.out.println("started " + check);
              }

              @Override
              public void observed(String check, Observation observation) {
                System.out.println("observed " + check + " " + observation);
              }
            });
    System.out.println((System.nanoTime() - begin) / 1_000_000 + " ms in run");
    System.exit(0);
  }
}
