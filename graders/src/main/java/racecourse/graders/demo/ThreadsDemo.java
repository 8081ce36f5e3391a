package racecourse.graders.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.threads.Tasks;
import racecourse.threads.Worker;

/** Three tasks at once, and what comes out of a worker. */
final class ThreadsDemo implements Demo {

  @Override
  public String title() {
    return "Three tasks are started, and joined; then two workers are asked for their results";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Three tasks of 300 ms, 200 ms and 100 ms.");
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger elsewhere = new AtomicInteger();
    AtomicInteger alone = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(3);
    Thread main = Thread.currentThread();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      tasks.add(
          () -> {
            if (Thread.currentThread() != main) {
              elsewhere.incrementAndGet();
            }
            stage.say("task " + number + " begins");
            if (!Stage.meet(begun)) {
              alone.incrementAndGet();
              stage.say("task " + number + " has waited in vain for the others to begin");
            }
            Stage.work(300 - 100 * number);
            stage.say("task " + number + " ends");
            ended.incrementAndGet();
          });
    }
    stage.say("calls startAll");
    List<Thread> threads = Tasks.startAll(tasks);
    stage.say("startAll is back, with " + threads.stream().map(Thread::getName).toList());
    Tasks.joinAll(threads);
    int joined = ended.get();
    stage.say("joinAll is back");
    Stage.pause(500);
    stage.promised(
        elsewhere.get() == 3,
        "Each task ran on a thread of its own, none on main.",
        elsewhere.get() + " of 3 tasks ran on another thread than main.");
    stage.promised(
        alone.get() == 0,
        "All three were under way at the same time.",
        "The three tasks were not under way at the same time.");
    stage.promised(
        joined == 3,
        "joinAll waited for all of them.",
        "When joinAll came back, only " + joined + " of 3 tasks had ended.");

    stage.scene("A worker that computes 42, and one that fails.");
    Worker good =
        new Worker(
            "good worker",
            () -> {
              Stage.pause(200);
              stage.say("has computed 42");
              return 42;
            });
    IOException thrown = new IOException("disk full");
    Worker bad =
        new Worker(
            "bad worker",
            () -> {
              stage.say("throws an IOException");
              throw thrown;
            });
    good.start();
    bad.start();
    stage.say("asks good worker for its result");
    Object result = good.result();
    stage.say("result() is " + result);
    stage.promised(
        Integer.valueOf(42).equals(result),
        "result() waited for the result.",
        "result() is " + result + " instead of 42.");
    try {
      Object nothing = bad.result();
      stage.promised(false, "", "The IOException is lost: result() is " + nothing + ".");
    } catch (ExecutionException e) {
      stage.say("result() throws an ExecutionException with the cause " + e.getCause());
      stage.promised(
          e.getCause() == thrown,
          "The exception came over to main, as the cause.",
          "The cause is not the exception that the task threw.");
    }
  }
}
