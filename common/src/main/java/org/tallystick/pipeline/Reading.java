package org.tallystick.pipeline;

/**
 * What a pipeline file is read with.
 *
 * @param findings where problems go
 * @param variables the environment
 * @param variablesAllowed whether variables may stand in this part of the file
 */
record Reading(Findings findings, Variables variables, boolean variablesAllowed) {

    Reading withoutVariables() {
        return new Reading(findings, variables, false);
    }
}
