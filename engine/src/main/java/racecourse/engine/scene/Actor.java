package racecourse.engine.scene;

/** A thread that the scenario itself plays. */
public interface Actor {

  /** The name the student reads, such as "producer". */
  String name();

  /**
   * Interrupts the actor's thread. Another actor or main may call this, also before the actor
   * starts.
   */
  void interrupt();

  /** Whether the actor's act has ended, normally or not. */
  boolean hasEnded();
}
