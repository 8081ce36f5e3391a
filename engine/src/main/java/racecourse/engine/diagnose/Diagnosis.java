package racecourse.engine.diagnose;

/**
 * A misconception that the evidence shows.
 *
 * @param mistake its id in the list of mistakes
 * @param here one sentence on how it shows in this run: with the student's threads, lines, fields
 * @param step the index of the step that does the damage; -1 if no single step does
 * @param note what to write beside that step; empty if there is none
 */
public record Diagnosis(String mistake, String here, int step, String note) {}
