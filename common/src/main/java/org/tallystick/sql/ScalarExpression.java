package org.tallystick.sql;

/**
 * An expression that the planner has accepted.
 *
 * @param sql the expression as it was written
 * @param normalForm the same for any two spellings that mean the same columns and calls: no
 *     comments, one kind of white space, every name in backquotes
 * @param tree what is compiled: the expression with exact arithmetic
 * @param mayFail whether there may be events for which it has no value, not even null
 * @param type its type, widened
 */
record ScalarExpression(
        String sql, String normalForm, Rex tree, boolean mayFail, FoldedType type) {}
