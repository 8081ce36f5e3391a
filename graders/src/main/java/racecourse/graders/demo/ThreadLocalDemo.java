package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.threadlocal.RequestContext;

/** Two waiters with a table each, and a boy who brings what another one has taken the order for. */
final class ThreadLocalDemo implements Demo {

  @Override
  public String title() {
    return "Two waiters serve a table each; then a pool's thread brings the soup";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("Ada serves table 1 and Ben serves table 2, at the same time.");
    AtomicInteger elsewhere = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (String waiter : List.of("Ada", "Ben")) {
      String table = waiter.equals("Ada") ? "table 1" : "table 2";
      threads.add(
          stage.start(
              waiter,
              () ->
                  RequestContext.runWith(
                      table,
                      () -> {
                        for (String dish : List.of("soup", "fish", "cake")) {
                          Stage.work(50);
                          String now = now();
                          stage.say(dish + " for " + now);
                          if (!now.equals(table)) {
                            elsewhere.incrementAndGet();
                          }
                        }
                      })));
    }
    Stage.joinAll(threads);
    stage.promised(
        elsewhere.get() == 0,
        "Every dish went to its own table.",
        elsewhere.get() + " of 6 dishes went to a wrong table, or to none.");

    stage.scene("Ada is called to table 2 and back, and there a guest makes her drop everything.");
    List<String> after = new ArrayList<>();
    RequestContext.runWith(
        "table 1",
        () -> {
          stage.say("serves " + now());
          RequestContext.runWith("table 2", () -> stage.say("is called to " + now()));
          after.add(now());
          stage.say("comes back, to " + now());
          try {
            RequestContext.runWith(
                "table 2",
                () -> {
                  throw new IllegalStateException("a fly in the soup");
                });
          } catch (RuntimeException e) {
            stage.say("runs away: " + e.getMessage());
          }
          after.add(now());
          stage.say("comes back again, to " + now());
        });
    after.add(now());
    stage.say("goes home, from " + now());
    stage.promised(
        after.equals(List.of("table 1", "table 1", "no table")),
        "Each time there was what had been there before.",
        "After the inner tasks and the outer one there should have been table 1, table 1, no table; there was "
            + String.join(", ", after)
            + ".");

    stage.scene("The soup for table 1 is captured, and brought by a pool's thread.");
    List<Runnable> soup = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            1,
            task -> {
              Thread boy = new Thread(task, "boy");
              boy.setDaemon(true);
              return boy;
            });
    RequestContext.runWith(
        "table 1",
        () -> {
          pool.execute(() -> look(stage, seen, "sweeps the floor"));
          soup.add(RequestContext.capture(() -> look(stage, seen, "brings the soup")));
          stage.say("captures the soup at " + now());
        });
    pool.submit(
            () -> {
              RequestContext.runWith(
                  "table 7",
                  () -> {
                    look(stage, seen, "clears away");
                    soup.get(0).run();
                    look(stage, seen, "goes on clearing away");
                  });
              look(stage, seen, "lights a candle");
            })
        .get();
    pool.shutdown();
    List<String> expected = List.of("no table", "table 7", "table 1", "table 7", "no table");
    stage.promised(
        seen.equals(expected),
        "The soup went to table 1, and nothing else did.",
        "The boy's tasks should have been for "
            + String.join(", ", expected)
            + ", and were for "
            + String.join(", ", seen)
            + ".");
  }

  private static void look(Stage stage, List<String> seen, String what) {
    seen.add(now());
    stage.say(what + ", for " + now());
  }

  private static String now() {
    return RequestContext.current().orElse("no table");
  }
}
