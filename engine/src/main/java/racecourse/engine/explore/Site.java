package racecourse.engine.explore;

import org.jspecify.annotations.Nullable;

/**
 * A place in rewritten code that talks to the scheduler.
 *
 * @param id its number, from 1; 0 stands for places inside copied JDK classes
 * @param className the binary name of the class it is in
 * @param method the method it is in
 * @param file the source file below the source root; null for the scenario's own code
 * @param line the source line; 0 if unknown
 * @param owner the internal name of the class whose member is used
 * @param member the field or method that is used
 * @param type the member's descriptor
 * @param field the number of the field, the same for every place that uses it; -1 if it is none
 * @param write whether it writes
 */
record Site(
    int id,
    String className,
    String method,
    @Nullable String file,
    int line,
    String owner,
    String member,
    String type,
    int field,
    boolean write) {

  static final Site INSIDE_JDK = new Site(0, "", "", null, 0, "", "", "", -1, false);

  /** The simple name of the owner. */
  String ownerSimpleName() {
    return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
  }
}
