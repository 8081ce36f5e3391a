package racecourse.engine.model;

/** What a thread did in one step of a schedule, as its author would say it. */
public enum Action {
  READ("read"),
  WRITE("write"),
  LOCK("lock"),
  UNLOCK("unlock"),
  /** Wants a lock that another thread holds. */
  BLOCKED("blocked"),
  /** Waits for a condition, a notification, a permit, an element, another thread's end. */
  WAIT("wait"),
  /** Goes on after a wait. */
  RESUME("resume"),
  NOTIFY("notify"),
  START("start"),
  JOIN("join"),
  SLEEP("sleep"),
  INTERRUPT("interrupt"),
  /** Calls a thread-safe class of the JDK. */
  CALL("call"),
  RETURN("return"),
  /** Calls a function that the scenario handed in. */
  CALLBACK("callback"),
  THROW("throw"),
  END("end");

  private final String id;

  Action(String id) {
    this.id = id;
  }

  /** The name in data files. */
  public String id() {
    return id;
  }
}
