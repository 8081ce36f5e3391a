package racecourse.engine.vmlens;

/**
 * One access that vmlens thinks races with another one.
 *
 * @param loop the loop, as {@link VmlensRunner#loopName} names it
 * @param field the field, as {@code racecourse/barrier/InitPool.ready}, or vmlens's words for an
 *     array's element
 * @param method the student's method that led to the access, as {@code
 *     racecourse/barrier/InitPool.run}
 * @param thread the thread's name
 */
record Race(String loop, String field, String method, String thread) {

  /** The field as the source names it: {@code InitPool.ready}. */
  String subject() {
    return sourceName(field);
  }

  /** The method as the source names it: {@code InitPool.run}. */
  String place() {
    return sourceName(method);
  }

  /** Whether the field is one of the student's own. */
  boolean isStudents(String studentPackage) {
    return field.startsWith(studentPackage.replace('.', '/'));
  }

  private static String sourceName(String name) {
    return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
  }
}
