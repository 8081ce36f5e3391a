package racecourse.engine.vmlens;
import java.nio.file.*; import java.util.*; import racecourse.engine.child.*; import racecourse.engine.run.*; import racecourse.engine.model.*;
final class TestLayOut { public static void main(String[] a) throws Exception {
 Path w = Path.of(a[0]);
 long t = System.nanoTime();
 try (Fork f = new Fork()) {
  Launcher l = new Launcher(f, ClassPaths.ofChild(List.of(racecourse.graders.probe.ProbeGrader.class)));
  Job job = new Job("probe", "racecourse.graders.probe.ProbeGrader", w.resolve("classes"), List.of(a[1].split(",")), Job.Level.NORMAL, 1, "");
  l.run(new VmlensHost(), job, w.resolve("job"), w.resolve("reports"), (c, o) -> System.out.println((System.nanoTime()-t)/1000000 + " live " + c + " " + o)).forEach((c, o) -> System.out.println((System.nanoTime()-t)/1000000 + " " + c + " " + o));
 }
}}
