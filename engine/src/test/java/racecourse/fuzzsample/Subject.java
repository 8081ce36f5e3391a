package racecourse.fuzzsample;

/** What every sample program looks like; the programs themselves are compiled by the tests. */
public class Subject {
  /** The program, with something to call back. */
  public Subject(Runnable callback) {
    throw new IllegalStateException("The engine must never load this class from the class path.");
  }

  /** What the actor with this number does, from 0. */
  public void act(int who) throws Exception {}

  /** What is asked in the end. */
  public int value() {
    return 0;
  }
}
