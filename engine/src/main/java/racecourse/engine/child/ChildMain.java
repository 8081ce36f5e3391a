package racecourse.engine.child;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;

/**
 * The main class of a child JVM. Its standard output is the private channel to the parent, taken
 * before any student code is loaded; what student code prints goes, capped, to standard error. The
 * request, with the nonce, comes on standard input; when that ends the parent is gone, and so the
 * child ends as well.
 */
public final class ChildMain {
  /** What student code may print in all, in bytes; the rest is dropped. */
  static final int OUTPUT_LIMIT = 64 << 10;

  private ChildMain() {}

  /**
   * Called by the JVM.
   *
   * @param arguments the name of the runner's class
   */
  public static void main(String[] arguments) throws IOException {
    InputStream requests = new FileInputStream(FileDescriptor.in);
    OutputStream channel = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    PrintStream printed =
        new PrintStream(
            new Capped(new FileOutputStream(FileDescriptor.err), OUTPUT_LIMIT),
            true,
            StandardCharsets.UTF_8);
    System.setIn(InputStream.nullInputStream());
    System.setOut(printed);
    System.setErr(printed);

    Object runner = ahead(arguments[0]);
    Frames.Request request = Frames.readRequest(requests);
    Set<String> unwanted = ConcurrentHashMap.newKeySet();
    listen(requests, unwanted);
    channel.write(Frames.preamble(request.nonce()));
    channel.flush();
    Channel report = new Channel(channel, request.nonce(), request.job(), unwanted);
    try {
      if (runner instanceof Throwable fault) {
        throw fault;
      }
      ((Runner) runner).run(request.job(), report);
      report.done();
    } catch (Throwable fault) {
      fault.printStackTrace(printed);
      report.failed(fault);
    }
    printed.flush();
    // Threads that student code left behind, and its shutdown hooks, must not keep the parent
    // waiting.
    Runtime.getRuntime().halt(0);
  }

  /** The runner, which has done what it can before its job is known; or what went wrong. */
  private static Object ahead(String name) {
    try {
      Runner runner =
          Class.forName(name).asSubclass(Runner.class).getDeclaredConstructor().newInstance();
      runner.early();
      return runner;
    } catch (Throwable fault) {
      return fault;
    }
  }

  /** Hears which checks no longer matter, and ends the child when its parent is gone. */
  private static void listen(InputStream requests, Set<String> unwanted) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (true) {
                  unwanted.add(Frames.readUnwanted(requests));
                }
              } catch (IOException gone) {
                // So is the parent.
              }
              Runtime.getRuntime().halt(1);
            },
            "racecourse parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** The report that goes to the parent, in frames. */
  private static final class Channel implements Report {
    private final OutputStream out;
    private final String nonce;
    private final Job job;
    private final Set<String> unwanted;
    private final Set<String> started = new HashSet<>();
    private final Set<String> observed = new HashSet<>();
    private boolean ended;

    private Channel(OutputStream out, String nonce, Job job, Set<String> unwanted) {
      this.out = out;
      this.unwanted = unwanted;
      this.nonce = nonce;
      this.job = job;
    }

    @Override
    public synchronized void started(String check) {
      if (!job.checks().contains(check) || !started.add(check)) {
        throw new IllegalStateException("Check " + check + " cannot be started now.");
      }
      send(new Frame.Started(check));
    }

    @Override
    public synchronized void observed(String check, Observation observation) {
      if (!started.contains(check) || !observed.add(check)) {
        throw new IllegalStateException("Check " + check + " cannot be observed now.");
      }
      send(new Frame.Observed(check, observation));
    }

    @Override
    public boolean isWanted(String check) {
      return !unwanted.contains(check);
    }

    private synchronized void done() {
      send(new Frame.Done(observed.size()));
      ended = true;
    }

    private synchronized void failed(Throwable fault) {
      send(new Frame.Failed(Text.oneLine(String.valueOf(fault), 300)));
      ended = true;
    }

    private void send(Frame frame) {
      if (ended) {
        return;
      }
      try {
        Frames.write(out, nonce, frame);
      } catch (IOException parentIsGone) {
        throw new UncheckedIOException(parentIsGone);
      }
    }
  }

  /** Drops what is written beyond a limit. */
  private static final class Capped extends OutputStream {
    private final OutputStream out;
    private int left;

    private Capped(OutputStream out, int limit) {
      this.out = out;
      this.left = limit;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      if (left > 0) {
        left--;
        out.write(b);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      int count = Math.min(length, left);
      left -= count;
      out.write(bytes, offset, count);
    }
  }
}
