package racecourse.engine.fuzz;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the student's classes declare. Safe for use by any thread. */
final class Members {
  private static final int MAY_LOCK = Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_ABSTRACT;

  private final Map<String, Optional<Declared>> known = new ConcurrentHashMap<>();
  private final ClassFiles files;

  /** Where the student's class files are found. */
  interface ClassFiles {
    /** The class with this internal name; null if the student wrote none. */
    byte @Nullable [] find(String internalName);
  }

  /** One class. */
  private record Declared(
      @Nullable String superclass, Map<String, Integer> fields, Map<String, Integer> methods) {}

  Members(ClassFiles files) {
    this.files = files;
  }

  /** Whether the field never changes; false if that is not known. */
  boolean isFinalField(String owner, String name) {
    String place = owner;
    for (Optional<Declared> at = find(place); at.isPresent(); at = find(place)) {
      Integer access = at.get().fields().get(name);
      if (access != null) {
        return (access & Opcodes.ACC_FINAL) != 0;
      }
      place = String.valueOf(at.get().superclass());
    }
    return false;
  }

  /**
   * Whether a call of this method may take a lock before anything else; true if that is not known.
   */
  boolean mayLock(String owner, String name, String descriptor) {
    String place = ownerOfMethod(owner, name, descriptor);
    return find(place)
        .map(
            declared ->
                (declared.methods().getOrDefault(name + descriptor, MAY_LOCK) & MAY_LOCK) != 0)
        .orElse(true);
  }

  /**
   * The class that declares the method: the first one up the hierarchy, or the first that is not
   * the student's.
   */
  String ownerOfMethod(String owner, String name, String descriptor) {
    String place = owner;
    for (Optional<Declared> at = find(place); at.isPresent(); at = find(place)) {
      if (at.get().methods().containsKey(name + descriptor)) {
        return place;
      }
      place = String.valueOf(at.get().superclass());
    }
    return place;
  }

  private Optional<Declared> find(String owner) {
    return known.computeIfAbsent(owner, this::read);
  }

  private Optional<Declared> read(String owner) {
    byte[] bytes = files.find(owner);
    if (bytes == null) {
      return Optional.empty();
    }
    Map<String, Integer> fields = new HashMap<>();
    Map<String, Integer> methods = new HashMap<>();
    ClassReader reader = new ClassReader(bytes);
    reader.accept(
        new ClassVisitor(ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              @Nullable Object value) {
            fields.put(name, access);
            return null;
          }

          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            methods.put(name + descriptor, access);
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return Optional.of(
        new Declared(reader.getSuperName(), Map.copyOf(fields), Map.copyOf(methods)));
  }
}
