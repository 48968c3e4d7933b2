package org.tallystick.pipeline;

/**
 * What a pipeline file is read with.
 *
 * @param findings where problems go
 * @param variables the environment
 * @param variablesAllowed whether variables may stand in this part of the file
 */
record FileContext(Findings findings, Variables variables, boolean variablesAllowed) {

    FileContext withoutVariables() {
        return new FileContext(findings, variables, false);
    }
}
