package racecourse.engine.fuzz;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SwitchPoint;

/**
 * The world of a few rounds: loads the student's classes from the submission only and the grader's
 * from the class path, all rewritten, so that static state is fresh in every world. Public for the
 * rewritten classes alone.
 */
public final class FuzzLoader extends ClassLoader {
  private static final String ENGINE = "racecourse.engine.";

  private final FuzzPoints points = new FuzzPoints();
  private final SwitchPoint open = new SwitchPoint();
  private final Rewritten classes;
  private final ClassLoader kit;

  /** A new world of these classes. */
  FuzzLoader(Rewritten classes) {
    super("racecourse-fuzz", ClassLoader.getPlatformClassLoader());
    this.classes = classes;
    this.kit = FuzzLoader.class.getClassLoader();
  }

  FuzzPoints points() {
    return points;
  }

  /** Unwinds, sooner or later, every thread that runs code of this world. */
  void abandon() {
    points.abandon();
    SwitchPoint.invalidateAll(new SwitchPoint[] {open});
  }

  /** Bootstrap method of rewritten classes: the points of their world, as a constant. */
  public static FuzzPoints points(MethodHandles.Lookup caller, String name, Class<?> type) {
    return ((FuzzLoader) caller.lookupClass().getClassLoader()).points;
  }

  /**
   * Bootstrap method of rewritten classes: at the end of a loop, nothing while the world is in use.
   * The compiler sees nothing there, not even a read, so it treats the loop as it would without.
   *
   * @throws NoSuchMethodException never
   * @throws IllegalAccessException never
   */
  public static CallSite loop(MethodHandles.Lookup caller, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    FuzzLoader world = (FuzzLoader) caller.lookupClass().getClassLoader();
    MethodHandle leave =
        MethodHandles.lookup()
            .bind(world.points, "point", MethodType.methodType(void.class, int.class));
    return new ConstantCallSite(
        world.open.guardWithTest(
            MethodHandles.empty(type), MethodHandles.insertArguments(leave, 0, 0)));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        if (classes.isOwn(name)) {
          loaded = findClass(name);
        } else if (name.startsWith(ENGINE)) {
          loaded = kit.loadClass(name);
        } else {
          loaded = super.loadClass(name, false);
        }
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.find(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
