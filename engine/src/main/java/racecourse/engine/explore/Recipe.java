package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All it takes to run one schedule of one question again, as a text that every shell takes between
 * double quotes: {@code check/question:7-1_15-2;~FakeDatabase.value}. After the colon come the
 * choices that are not the default, each as position and choice; then the plain fields whose
 * accesses are scheduling points.
 *
 * @param question {@code check/question}
 * @param choices the choices
 * @param points names of fields as {@link World#fieldName} gives them; empty if a data race ends
 *     the run
 */
record Recipe(String question, byte[] choices, List<String> points) {
  private static final int MOST_CHOICES = 100_000;

  Recipe {
    points = List.copyOf(points);
  }

  /** The text; the names of the student's classes are shortened. */
  String text(String studentPackage) {
    StringBuilder text = new StringBuilder(question).append(':');
    boolean first = true;
    for (int i = 0; i < choices.length; i++) {
      if (choices[i] != 0) {
        text.append(first ? "" : "_").append(i).append('-').append(choices[i]);
        first = false;
      }
    }
    String prefix = studentPackage.replace('.', '/');
    for (String point : points) {
      // A dollar sign would be a variable in a shell.
      text.append(';').append(point.replace(prefix, "~").replace('$', '+'));
    }
    return text.toString();
  }

  /**
   * The recipe that the text stands for.
   *
   * @throws IllegalArgumentException if it is none, in one sentence
   */
  static Recipe parse(String text, String studentPackage) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw wrong(text);
    }
    String[] parts = text.substring(colon + 1).split(";", -1);
    byte[] choices = new byte[0];
    for (String choice : parts[0].isEmpty() ? new String[0] : parts[0].split("_", -1)) {
      int dash = choice.indexOf('-');
      try {
        int position = Integer.parseInt(choice.substring(0, Math.max(0, dash)));
        byte taken = Byte.parseByte(choice.substring(dash + 1));
        if (position < choices.length || position > MOST_CHOICES || taken < 0) {
          throw wrong(text);
        }
        choices = Arrays.copyOf(choices, position + 1);
        choices[position] = taken;
      } catch (NumberFormatException e) {
        throw wrong(text);
      }
    }
    List<String> points = new ArrayList<>();
    for (String point : Arrays.asList(parts).subList(1, parts.length)) {
      points.add(point.replace("~", studentPackage.replace('.', '/')).replace('+', '$'));
    }
    return new Recipe(text.substring(0, colon), choices, points);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no schedule; copy it from the line of the scorecard as it stands there.");
  }
}
