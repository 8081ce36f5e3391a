package racecourse.engine.model;

/** The three engines that run one scenario. */
public enum EngineId {
  EXPLORER("explorer"),
  VMLENS("vmlens"),
  FUZZ("fuzz");

  private final String id;

  EngineId(String id) {
    this.id = id;
  }

  /** The name in the JSON result and on the command line of a child JVM. */
  public String id() {
    return id;
  }

  /**
   * The engine with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EngineId of(String id) {
    for (EngineId engine : values()) {
      if (engine.id.equals(id)) {
        return engine;
      }
    }
    throw new IllegalArgumentException("There is no engine '" + id + "'.");
  }
}
