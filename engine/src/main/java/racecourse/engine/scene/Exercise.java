package racecourse.engine.scene;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An exercise: the one declaration from which everything else follows. Stub, solution, story and
 * catalogue are found by the id.
 *
 * @param id the package below {@code racecourse}, lower case letters
 * @param number its place in the course, from 1
 * @param title a few words
 * @param types simple names of the top-level types that the contract promises; their public members
 *     in {@code solutions} are the contract
 * @param extraPackages packages and classes beyond the usual ones that the exercise needs, such as
 *     {@code java.nio.file}
 * @param checks from simple to hard
 */
public record Exercise(
    String id,
    int number,
    String title,
    List<String> types,
    Set<String> extraPackages,
    List<Check> checks) {

  public Exercise {
    if (!id.matches("[a-z]+")) {
      throw new IllegalArgumentException(
          "An exercise's id is lower case letters, not '" + id + "'.");
    }
    types = List.copyOf(types);
    extraPackages = Set.copyOf(extraPackages);
    checks = List.copyOf(checks);
    Set<String> seen = new HashSet<>();
    for (Check check : checks) {
      for (String need : check.needs()) {
        if (!seen.contains(need)) {
          throw new IllegalArgumentException(
              "Check " + check.id() + " needs " + need + ", which does not come before it.");
        }
      }
      if (!seen.add(check.id())) {
        throw new IllegalArgumentException(
            "Two checks of " + id + " are called " + check.id() + ".");
      }
    }
  }

  /** Points to earn. */
  public int maxPoints() {
    return checks.stream().mapToInt(Check::points).sum();
  }

  /** Begins an exercise. */
  public static Builder named(String id, int number, String title) {
    return new Builder(id, number, title);
  }

  /** Builds an exercise step by step; not safe for use by several threads. */
  public static final class Builder {
    private final String id;
    private final int number;
    private final String title;
    private final List<String> types = new ArrayList<>();
    private final Set<String> extraPackages = new HashSet<>();
    private final List<Check> checks = new ArrayList<>();

    private Builder(String id, int number, String title) {
      this.id = id;
      this.number = number;
      this.title = title;
    }

    /** The top-level types that the student writes. */
    public Builder types(String... names) {
      types.addAll(List.of(names));
      return this;
    }

    /** A package, or a class by its full name, that this exercise may use beyond the usual ones. */
    public Builder mayUse(String packageOrClass) {
      extraPackages.add(packageOrClass);
      return this;
    }

    /** The next check. */
    public Builder check(Check.Builder check) {
      checks.add(check.build());
      return this;
    }

    /** The exercise. */
    public Exercise build() {
      return new Exercise(id, number, title, types, extraPackages, checks);
    }
  }
}
