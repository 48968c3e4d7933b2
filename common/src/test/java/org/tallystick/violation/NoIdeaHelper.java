package org.tallystick.violation;

/** Has no name. */
public final class NoIdeaHelper {}
