package racecourse.engine.vmlens;
final class TestLayOut { public static void main(String[] a) throws Exception { VmlensAgent.layOut(java.nio.file.Path.of(a[0])); } }
