package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * What a step says: a verb, what it is done to, and the value, each made harmless.
 *
 * @param verb the verb, as in {@code reads}
 * @param object the field, lock, thread or call; may be empty
 * @param value the value, or what became of it; may be empty
 */
record StepWords(String verb, String object, String value) {

  private static final Pattern NUMBERED = Pattern.compile("(.+)(#\\d+)");

  /** The words of a step of a schedule. */
  static StepWords of(Timeline timeline, int index, Plain plain) {
    Step step = timeline.step(index);
    String object = plain.line(step.subject());
    String value = step.value() == null ? "" : plain.line(step.value());
    boolean call = step.subject().endsWith(")");
    return switch (step.action()) {
      case READ -> new StepWords(call ? "calls" : "reads", object, value);
      case WRITE -> new StepWords(call ? "calls" : "writes", object, value);
      case LOCK -> new StepWords("locks", object, value);
      case UNLOCK -> new StepWords("unlocks", object, value);
      case BLOCKED -> new StepWords("wants", object, "");
      case WAIT -> new StepWords("waits", object, value);
      case RESUME -> new StepWords("goes on", "", value);
      case NOTIFY -> {
        String woken =
            timeline.wokenBy(index).map(other -> plain.line(other.thread())).orElse(value);
        yield woken.isEmpty()
            ? new StepWords("signals", object, "")
            : new StepWords("wakes", woken.equals("nobody waits") ? "nobody" : woken, "");
      }
      case START -> new StepWords("starts", object, value);
      case JOIN -> new StepWords("joins", object, value);
      case SLEEP -> new StepWords("sleeps", object, value);
      case INTERRUPT -> new StepWords("interrupts", object, value);
      case CALL, CALLBACK -> new StepWords("calls", object, value);
      case RETURN -> new StepWords("returns", object, value);
      case THROW -> new StepWords("throws", object, value);
      case END -> new StepWords("ends", object, value);
    };
  }

  /** Everything, in one line. */
  String text() {
    return join(verb, said(object));
  }

  /** As a sentence goes on after the thread's name: also what a wait is for. */
  static String sentence(Timeline timeline, int index, Plain plain) {
    StepWords words = of(timeline, index, plain);
    Action action = timeline.step(index).action();
    String subject = plain.line(timeline.step(index).subject());
    return switch (action) {
      case BLOCKED -> "wants to lock " + orSome(words.object, "a lock") + " and waits";
      case WAIT -> words.object.isEmpty() ? "waits" : "waits for " + words.object;
      case JOIN -> "waits for the end of " + orSome(words.object, "a thread");
      case RESUME -> subject.isEmpty() ? "goes on" : "goes on after waiting for " + subject;
      case SLEEP -> words.object.isEmpty() ? "sleeps" : "sleeps for " + words.object;
      default -> words.text();
    };
  }

  private static String orSome(String name, String some) {
    return name.isEmpty() ? some : name;
  }

  /**
   * The words in a cell of this many columns: verb and object in two columns if they fit; of what
   * is too long the object is cut first, as the value is what the reader looks for.
   */
  String fit(int room, Action action, Plain plain) {
    String waits = action == Action.BLOCKED ? ", waits" : "";
    List<String> forms = new ArrayList<>();
    String said = said(object);
    if (said.isEmpty()) {
      forms.add(verb);
    } else {
      forms.add(String.format("%-7s %s", verb, said + waits));
      forms.add(verb + " " + said + waits);
      forms.add(verb + " " + said);
      int left = room - Plain.width(verb) - 1 - Plain.width(value) - 2;
      if (!value.isEmpty() && !object.isEmpty() && left >= 4) {
        forms.add(verb + " " + said(shortened(object, left, plain)));
      }
      if (value.isEmpty()) {
        forms.add(verb + " " + shortened(object, room - Plain.width(verb) - 1, plain));
      }
    }
    return forms.stream()
        .filter(form -> Plain.width(form) <= room)
        .findFirst()
        .orElseGet(() -> plain.cut(verb + (said.isEmpty() ? "" : " " + said), room));
  }

  /** A name cut to so many columns; the number at its end stays, as it tells two objects apart. */
  private static String shortened(String name, int columns, Plain plain) {
    Matcher numbered = NUMBERED.matcher(name);
    int left = numbered.matches() ? columns - Plain.width(numbered.group(2)) : 0;
    return left < 3
        ? plain.cut(name, columns)
        : plain.cut(numbered.group(1), left) + numbered.group(2);
  }

  private String said(String name) {
    if (value.isEmpty()) {
      return name;
    }
    return name.isEmpty() ? value : name + ": " + value;
  }

  private static String join(String verb, String rest) {
    return rest.isEmpty() ? verb : verb + " " + rest;
  }
}
