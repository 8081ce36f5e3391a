package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Strand.State;
import racecourse.engine.explore.Strand.Wake;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** The scene of one execution under the virtual scheduler. */
final class ExplorerScene implements Scene {
  private final Execution execution;
  private final List<VirtualActor> waitingInTheWings = new ArrayList<>();

  ExplorerScene(Execution execution) {
    this.execution = execution;
  }

  private static Strand me() {
    Strand me = Carrier.currentStrand();
    if (me == null) {
      throw new IllegalStateException("A scene is for the threads of its own run.");
    }
    return me;
  }

  @Override
  public Actor actor(String name, Act act) {
    VirtualActor actor = new VirtualActor(name, act);
    waitingInTheWings.add(actor);
    return actor;
  }

  private void enter(Strand me) {
    for (VirtualActor actor : waitingInTheWings) {
      actor.start(me);
    }
    waitingInTheWings.clear();
  }

  @Override
  public void play() {
    Strand me = me();
    enter(me);
    execution.play(me);
  }

  @Override
  public void settle() {
    Strand me = me();
    enter(me);
    execution.settle(me);
  }

  @Override
  public <T> Journal<T> journal() {
    return new VirtualJournal<>(execution);
  }

  @Override
  public Gate gate(int arrivals, Kind ifNever, String message) {
    return new VirtualGate(arrivals, ifNever, message);
  }

  @Override
  public int scale(int few, int many) {
    return few;
  }

  @Override
  public void expect(boolean condition, Kind kind, String message, Object... arguments) {
    if (!condition) {
      throw fail(kind, message, arguments);
    }
  }

  @Override
  public Error fail(Kind kind, String message, Object... arguments) {
    Strand me = me();
    if (execution.aborted) {
      throw Abort.fly();
    }
    Violation violation = new Violation(kind, String.format(message, arguments));
    throw execution.conclude(me, new Outcome.Violated(violation, me.name()));
  }

  @Override
  public void awaitNoThreads(String message) {
    execution.sweep(me(), message);
  }

  @Override
  public void letTimeOutsPass() {
    execution.letTimeOutsPass();
  }

  @Override
  public void expectOverlap(Actor one, Actor other, Runnable looks, String message) {
    Meeting meeting = execution.meeting;
    if (meeting == null) {
      execution.wanted = new Meeting(message);
      looks.run();
    } else if (one instanceof VirtualActor a
        && other instanceof VirtualActor b
        && a.strand != null
        && b.strand != null) {
      if (execution.tracer != null) {
        execution.tracer.ends();
      }
      meeting.looks();
      looks.run();
      meeting.ends(a.strand, b.strand);
    }
  }

  private final class VirtualActor implements Actor {
    private final String name;
    private final Act act;
    private @Nullable Strand strand;
    private boolean interruptedEarly;

    VirtualActor(String name, Act act) {
      this.name = name;
      this.act = act;
    }

    void start(Strand main) {
      Thread thread = Execution.threadOfCast(name);
      strand = execution.start(main, thread, true, this::perform);
      strand.interrupted = interruptedEarly;
    }

    private void perform() {
      try {
        act.run();
      } catch (Throwable thrown) {
        throw VirtualActor.<RuntimeException>sneak(thrown);
      }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneak(Throwable throwable) throws T {
      throw (T) throwable;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void interrupt() {
      Strand me = me();
      if (strand == null) {
        interruptedEarly = true;
      } else {
        execution.point(me, me.site);
        if (!strand.ended()) {
          execution.interrupt(me, strand);
        }
      }
    }

    @Override
    public boolean hasEnded() {
      if (strand == null) {
        return false;
      }
      execution.observe(me(), strand.thread);
      return strand.ended();
    }
  }

  /** A gate whose waiters are strands. */
  final class VirtualGate implements Gate {
    final Kind ifNever;
    final String message;
    private final int needed;
    private int arrivals;
    private boolean open;

    VirtualGate(int needed, Kind ifNever, String message) {
      this.needed = needed;
      this.ifNever = ifNever;
      this.message = message;
    }

    @Override
    public void pass() {
      Strand me = me();
      execution.change(me, this);
      arrivals++;
      if (arrivals >= needed) {
        open();
      }
      while (!open) {
        me.state = State.AT_GATE;
        me.waitsFor = this;
        execution.block(me);
      }
      me.waitsFor = null;
    }

    @Override
    public void open() {
      execution.change(me(), this);
      open = true;
      for (Strand strand : execution.strands) {
        if (strand.state == State.AT_GATE && strand.waitsFor == this) {
          strand.wakeUp(Wake.SIGNAL);
        }
      }
    }

    @Override
    public int arrivals() {
      execution.observe(me(), this);
      return arrivals;
    }
  }

  /** Strands run one at a time, so a plain list will do. */
  private static final class VirtualJournal<T> implements Journal<T> {
    private final Execution execution;
    private final List<T> entries = new ArrayList<>();

    VirtualJournal(Execution execution) {
      this.execution = execution;
    }

    @Override
    public void add(T entry) {
      execution.change(me(), this);
      entries.add(entry);
    }

    @Override
    public List<T> entries() {
      execution.observe(me(), this);
      return new ArrayList<>(entries);
    }
  }
}
