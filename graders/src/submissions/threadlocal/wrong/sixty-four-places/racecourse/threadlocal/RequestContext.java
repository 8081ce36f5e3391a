package racecourse.threadlocal;

import java.lang.ref.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

public final class RequestContext {
  private RequestContext() {}

  private static final AtomicReferenceArray<String> A = new AtomicReferenceArray<>(64);

  private static int i() {
    return (int) (Thread.currentThread().getId() & 63);
  }

  private static Optional<String> get() {
    return Optional.ofNullable(A.get(i()));
  }

  private static void set(Optional<String> id) {
    A.set(i(), id.orElse(null));
  }

  private static void bind(Optional<String> id, Runnable task) {
    Optional<String> before = get();
    set(id);
    try {
      task.run();
    } finally {
      set(before);
    }
  }

  public static void runWith(String id, Runnable task) {
    bind(Optional.of(id), task);
  }

  public static Optional<String> current() {
    return get();
  }

  public static Runnable capture(Runnable task) {
    Optional<String> id = get();
    return () -> bind(id, task);
  }
}
