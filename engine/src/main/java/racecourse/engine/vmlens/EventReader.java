package racecourse.engine.vmlens;

import com.anarsoft.race.detection.main.LoadRunsFactory;
import com.anarsoft.race.detection.process.loadDescription.LoadDescriptionImpl;
import com.anarsoft.race.detection.process.main.MainProcess;
import com.anarsoft.race.detection.process.run.ProcessRunContext;
import com.anarsoft.race.detection.process.run.ProcessRunContextBuilder;
import com.anarsoft.race.detection.process.run.ProcessRunImpl;
import com.anarsoft.race.detection.reportbuilder.LoopReportBuilderImpl;
import com.vmlens.report.builder.ReportBuilder;
import com.vmlens.report.uielement.UILoopAndRunElementWithStacktraceLeafs;
import com.vmlens.report.uielement.UIRunElement;
import com.vmlens.report.uielement.UIRunElementWithStacktraceLeaf;
import com.vmlens.report.uielement.UIStacktraceElement;
import com.vmlens.report.uielement.UIWarning;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets vmlens look for data races in the events of a child that has ended. Runs in a process of its
 * own, started by {@link VmlensReport}: this is foreign code on files that a crashed child may have
 * left half written, and it must be possible to end it.
 *
 * <p>Writes one line for each racing access, its parts separated by tabs: loop, field, method,
 * thread. Beside that, for each loop, a text file with the steps of the runs that vmlens kept, for
 * people.
 */
final class EventReader {
  /** The exit code when a class is missing, which is the kit's fault and not that of the events. */
  static final int INCOMPLETE = 42;

  /** The exit code when vmlens does not understand the events. */
  static final int UNREADABLE = 43;

  /** The property with the folder of the events. */
  static final String EVENTS = "racecourse.vmlens.events";

  /** The property with the folder for texts. */
  static final String TEXTS = "racecourse.vmlens.texts";

  /** The file, in the working directory, of the racing accesses. */
  static final String RACES = "races.txt";

  /** The file, in the working directory, of what was printed. */
  static final String OUTPUT = "output.txt";

  private static final String RACE = "Data Race";

  private EventReader() {}

  /**
   * Called by the JVM. The folder of the events and the folder for the texts are system properties;
   * the rest is written to the working directory, also what vmlens prints.
   */
  public static void main(String[] arguments) throws IOException {
    try (PrintStream output = new PrintStream(OUTPUT, StandardCharsets.UTF_8)) {
      System.setOut(output);
      System.setErr(output);
      try {
        read(
            Path.of(System.getProperty(EVENTS)),
            Path.of(RACES),
            Path.of(System.getProperty(TEXTS)));
      } catch (LinkageError incomplete) {
        incomplete.printStackTrace();
        Runtime.getRuntime().halt(INCOMPLETE);
      } catch (RuntimeException | IOException unreadable) {
        unreadable.printStackTrace();
        Runtime.getRuntime().halt(UNREADABLE);
      }
    }
  }

  private static void read(Path events, Path races, Path texts) throws IOException {
    ProcessRunContext context = new ProcessRunContextBuilder().build();
    Iterable<UILoopAndRunElementWithStacktraceLeafs> loops =
        new MainProcess(
                new LoadDescriptionImpl(events),
                new LoadRunsFactory().create(events),
                new ProcessRunImpl(context),
                new LoopReportBuilderImpl(new ReportBuilder()),
                context.onTestLoopAndLeftBeforeRight())
            .process()
            .build()
            .uiLoopAndRunElementsList();
    // The file appears only when it is whole.
    Path unfinished = races.resolveSibling(races.getFileName() + ".part");
    try (PrintWriter out = writer(unfinished)) {
      for (UILoopAndRunElementWithStacktraceLeafs loop : loops) {
        writeRaces(loop, out);
        writeText(loop, texts);
      }
    }
    Files.move(unfinished, races);
  }

  private static void writeRaces(UILoopAndRunElementWithStacktraceLeafs loop, PrintWriter out) {
    for (UIRunElementWithStacktraceLeaf each : loop.uiRunElementWithStacktraceRoots()) {
      UIRunElement step = each.createRunElement();
      if (!step.isSeparator() && step.operation().contains(RACE)) {
        out.println(
            String.join(
                "\t",
                part(loop.name()),
                part(step.element()),
                part(methodOfStudent(each, step)),
                part(step.threadName())));
      }
    }
  }

  /** Of an access inside the JDK the student's method that led to it, if the stack shows one. */
  private static String methodOfStudent(UIRunElementWithStacktraceLeaf each, UIRunElement step) {
    for (UIStacktraceElement frame : each.stacktraceLeaf().stacktraceElements()) {
      if (frame.text() != null && frame.text().startsWith("racecourse/")) {
        return frame.text();
      }
    }
    return String.valueOf(step.method());
  }

  private static void writeText(UILoopAndRunElementWithStacktraceLeafs loop, Path texts)
      throws IOException {
    Path file = texts.resolve(VmlensReport.textFile(loop.name()));
    Files.createDirectories(file.getParent());
    try (PrintWriter out = writer(file)) {
      out.println(loop.name() + ": " + loop.uiTestLoop().count() + " runs");
      for (UIWarning warning : loop.uiWarnings()) {
        out.println("vmlens warns: " + warning.text());
      }
      for (UIRunElementWithStacktraceLeaf each : loop.uiRunElementWithStacktraceRoots()) {
        UIRunElement step = each.createRunElement();
        if (step.isSeparator()) {
          out.println();
          out.println("next run");
        } else {
          out.printf(
              "%-16s %-26s %-50s %s%n",
              step.threadName(),
              plain(step.operation()),
              plain(step.element()) + " " + plain(step.object()),
              step.method());
        }
      }
    }
  }

  private static PrintWriter writer(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  private static String part(String text) {
    return plain(text).replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  /** vmlens marks its texts up for HTML. */
  private static String plain(String text) {
    return String.valueOf(text).replaceAll("<[^>]*>", "").strip();
  }
}
