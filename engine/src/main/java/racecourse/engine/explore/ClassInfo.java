package racecourse.engine.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the rewriter must know of a class before it is loaded, under its original names.
 *
 * @param name internal name
 * @param access access flags
 * @param superName internal name of the superclass; null for {@code Object}
 * @param interfaces internal names of its interfaces
 * @param fields access flags by name
 * @param methods access flags by name and descriptor
 * @param initialised whether it has a static initialiser or static fields that are no constants
 * @param origin where it comes from
 */
record ClassInfo(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    Map<String, Integer> fields,
    Map<String, Integer> methods,
    boolean initialised,
    Origin origin) {

  /** Where a class comes from. */
  enum Origin {
    STUDENT,
    SCENARIO,
    /** Rewritten into the private package. */
    COPY,
    /** Loaded by the JDK or the engine, as it is. */
    FOREIGN
  }

  static ClassInfo read(byte[] bytes, Origin origin) {
    ClassReader reader = new ClassReader(bytes);
    Map<String, Integer> fields = new HashMap<>();
    Map<String, Integer> methods = new HashMap<>();
    boolean[] statics = new boolean[2];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable FieldVisitor visitField(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              @Nullable Object value) {
            fields.put(name, access);
            if ((access & Opcodes.ACC_STATIC) != 0 && value == null) {
              statics[0] = true;
            } else if ((access & Opcodes.ACC_STATIC) == 0 && (access & Opcodes.ACC_FINAL) == 0) {
              statics[1] = true;
            } else if ((access & Opcodes.ACC_STATIC) == 0
                && descriptor.length() > 1
                && !descriptor.equals("Ljava/lang/String;")) {
              statics[1] = true;
            }
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
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    boolean immutableEnum =
        "java/lang/Enum".equals(reader.getSuperName())
            && !statics[1]
            && fields.values().stream()
                .allMatch(
                    access ->
                        (access & Opcodes.ACC_STATIC) == 0
                            || (access & (Opcodes.ACC_ENUM | Opcodes.ACC_SYNTHETIC)) != 0);
    return new ClassInfo(
        reader.getClassName(),
        reader.getAccess(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        fields,
        methods,
        (statics[0] || methods.containsKey("<clinit>()V")) && !isInterface && !immutableEnum,
        origin);
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Whether the class is rewritten at all. */
  boolean rewritten() {
    return origin != Origin.FOREIGN;
  }
}
