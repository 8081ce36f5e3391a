package racecourse.graders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.EngineHosts;
import racecourse.engine.grading.Grading;
import racecourse.engine.grading.Listener;
import racecourse.engine.grading.Settings;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Grader;
import racecourse.engine.vmlens.VmlensHost;

/** Grades one folder for one exercise, with some of the engines, and leaves nothing behind. */
final class CatalogueRun {

  private CatalogueRun() {}

  /** All three engines, as a student's submission meets them. */
  static List<EngineHost> allEngines() {
    return List.of(EngineHosts.explorer(), new VmlensHost(), EngineHosts.fuzz());
  }

  /** The grader of this exercise, if the course has it. */
  static Grader grader(String exercise) {
    return Course.graders().stream()
        .filter(grader -> grader.exercise().id().equals(exercise))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("The course has no exercise '" + exercise + "'."));
  }

  /** The verdict on the exercise in the folder; its children run one after another. */
  static ExerciseResult grade(Path folder, Grader grader, List<EngineHost> engines, long seed)
      throws Exception {
    return grade(folder, grader, engines, seed, false);
  }

  /** The same, and every engine looks at everything if that is wanted. */
  static ExerciseResult grade(
      Path folder, Grader grader, List<EngineHost> engines, long seed, boolean thorough)
      throws Exception {
    Path work = Files.createTempDirectory("racecourse-catalogue");
    try {
      Settings settings = new Settings(work, engines, Job.Level.NORMAL, thorough, seed, 1, "");
      return new Grading(settings).grade(folder, List.of(grader), Listener.NONE).exercises().get(0);
    } finally {
      delete(work);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
