package org.tallystick.sql;

/**
 * An expression that the planner has accepted.
 *
 * @param sql the expression as it is compiled
 * @param normalForm the same for any two spellings that mean the same columns and calls: no
 *     comments, one kind of white space, every name in backquotes
 * @param type its type, widened
 */
record ScalarExpression(String sql, String normalForm, FoldedType type) {}
