package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
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
        forms.add(verb + " " + said(plain.cut(object, left)));
      }
    }
    return forms.stream()
        .filter(form -> Plain.width(form) <= room)
        .findFirst()
        .orElseGet(() -> plain.cut(verb + (said.isEmpty() ? "" : " " + said), room));
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
