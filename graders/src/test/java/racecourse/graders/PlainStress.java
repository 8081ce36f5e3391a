package racecourse.graders;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a plain stress test says about a submission, to compare the kit with. */
final class PlainStress {
  private static final String MAIN = "racecourse/graders/PlainStressMain";

  /** The verdict on what it finds nothing wrong with. */
  static final String PASSES = "passes";

  private PlainStress() {}

  /** The verdict: {@link #PASSES}, "fails" or "hangs". */
  static String verdict(Submitted submitted) throws Exception {
    Path folder = Files.createTempDirectory("racecourse-stress");
    try {
      compile(submitted.folder(), folder);
      shortenSleeps(folder);
      return run(submitted.exercise(), folder);
    } finally {
      CatalogueRun.delete(folder);
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-Xlint:none", "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("The submission " + sources + " does not compile.");
    }
  }

  private static void shortenSleeps(Path classes) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(classes)) {
      files = below.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      ClassReader reader = new ClassReader(Files.readAllBytes(file));
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new ShortSleeps(writer), 0);
      Files.write(file, writer.toByteArray());
    }
  }

  private static String run(String exercise, Path classes) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                classes
                    + File.pathSeparator
                    + placeOf(PlainStressMain.class)
                    + File.pathSeparator
                    // The main class names types that the contract gives; the submission's come
                    // first.
                    + placeOf(racecourse.fuzzing.Counter.class),
                PlainStressMain.class.getName(),
                exercise)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        return "hangs";
      }
      return switch (process.exitValue()) {
        case PlainStressMain.PASSES -> PASSES;
        case PlainStressMain.HANGS -> "hangs";
        case PlainStressMain.FAILS -> "fails";
        default ->
            throw new IllegalStateException(
                "The stress test of %s ended with %d instead of a verdict."
                    .formatted(exercise, process.exitValue()));
      };
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static final class ShortSleeps extends ClassVisitor {
    ShortSleeps(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String signature, boolean isInterface) {
          if (called.equals("sleep")
              && owner.equals("java/lang/Thread")
              && signature.equals("(J)V")) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, MAIN, called, signature, false);
          } else if (called.equals("sleep") && owner.equals("java/util/concurrent/TimeUnit")) {
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC, MAIN, called, "(Ljava/util/concurrent/TimeUnit;J)V", false);
          } else {
            super.visitMethodInsn(opcode, owner, called, signature, isInterface);
          }
        }
      };
    }
  }
}
