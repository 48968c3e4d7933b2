#!/usr/bin/env bash
# Reprocesses one window of event time: a FlinkDeployment of its own, with the image, pipeline,
# secrets and resources of the live one and the settings of batch.yaml over them. The window, and so
# the deployment's name, follow from the time for which this run was scheduled. That deployment is
# also the record that the window was run: a retry finds it and waits for it, and starts nothing.
#
# Exits with 0 when all is well, 1 on failure, 2 for bad settings, 3 when an audit found differences.
# Environment:
#   JOB_NAME          name of the Kubernetes Job; ends in the scheduled time, in minutes since 1970
#   LIVE              name of the live FlinkDeployment
#   MODE              audit | correct
#   STEP_MINUTES      windows end at multiples of this
#   SPAN_MINUTES      length of a window
#   LAG_MINUTES       a window ends at least so long before the scheduled time
#   KEEP_MINUTES      how long the deployment of a window is kept, counted from the window's end
#   TIMEOUT_SECONDS   how long to wait for the end
#   POLL_SECONDS      between two looks (default 10)
#   NOW_MINUTES       the time, in minutes since 1970 (default: the clock)
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The words of the job's own exception, in the error that the operator reports.
differences='of the published cells differ'

say() {
    printf 'reprocess: %s\n' "$1"
}

fail() {
    printf 'reprocess: %s\n' "$1" >&2
    exit "${2:-1}"
}

require() {
    local name
    for name in "$@"; do
        [[ -n ${!name:-} ]] || fail "$name is not set: the CronJob gives it to the container" 2
    done
}

require_positive() {
    local name
    for name in "$@"; do
        [[ ${!name} =~ ^[1-9][0-9]{0,7}$ ]] || fail "$name is '${!name}', not a positive number" 2
    done
}

check_settings() {
    require JOB_NAME LIVE MODE STEP_MINUTES SPAN_MINUTES LAG_MINUTES KEEP_MINUTES TIMEOUT_SECONDS
    require_positive STEP_MINUTES SPAN_MINUTES LAG_MINUTES KEEP_MINUTES TIMEOUT_SECONDS
    [[ $MODE == audit || $MODE == correct ]] || fail "MODE is '$MODE', not audit or correct" 2
    scheduled=${JOB_NAME##*-}
    [[ $scheduled =~ ^[1-9][0-9]{7}$ ]] || fail "the Job's name $JOB_NAME does not end in minutes \
since 1970: name a Job made by hand like those of the CronJob, as in $LIVE-$MODE-29454450" 2
}

# A format of date, and minutes since 1970.
at() {
    date -u -d "@$(($2 * 60))" "+$1"
}

choose_window() {
    local end=$(((scheduled - LAG_MINUTES) / STEP_MINUTES * STEP_MINUTES))
    from=$(at %Y-%m-%dT%H:%M:%SZ $((end - SPAN_MINUTES)))
    to=$(at %Y-%m-%dT%H:%M:%SZ "$end")
    name=$LIVE-$MODE-$(at %Y%m%d-%H%M "$end")
    oldest_kept=$LIVE-$MODE-$(at %Y%m%d-%H%M $((now - KEEP_MINUTES)))
    [[ ${#name} -le 45 ]] || fail "the name $name is longer than the operator's 45 characters" 2
    # What ran then may have been cleaned up: nothing would tell that it ran.
    [[ ! $name < $oldest_kept ]] || fail "the window from $from to $to is older than what is kept \
($KEEP_MINUTES minutes): run it by hand, with flink run, if it has to be run again" 2
}

# A failure to ask fails the caller, which must not take it for an answer.
there() {
    local found
    found=$(kubectl get flinkdeployment "$1" --ignore-not-found -o name) || return 2
    [[ -n $found ]]
}

manifest() {
    local spec
    spec=$(kubectl get flinkdeployment "$LIVE" -o 'jsonpath={.spec}') || return
    cat <<JSON
{
  "apiVersion": "flink.apache.org/v1beta1",
  "kind": "FlinkDeployment",
  "metadata": {
    "name": "$name",
    "labels": {
      "app.kubernetes.io/name": "$name",
      "app.kubernetes.io/part-of": "tallystick",
      "tallystick.org/reprocess": "$LIVE-$MODE"
    }
  },
  "spec": $spec
}
JSON
}

arguments() {
    cat <<JSON
{"spec": {"job": {"args": ["--pipeline", "/opt/tallystick/pipeline/$LIVE.yaml",
  "--from", "$from", "--to", "$to", "--mode", "$MODE"]}}}
JSON
}

# What is created: the live deployment, batch.yaml over it, and the arguments over both.
deployment() {
    manifest \
        | kubectl patch --local -f - --type merge --patch-file "$here/batch.yaml" -o json \
        | kubectl patch --local -f - --type merge --patch "$(arguments)" -o json
}

submit() {
    local answer=0
    there "$name" || answer=$?
    [[ $answer -ne 2 ]] || fail "cannot ask for FlinkDeployment $name: see kubectl's message above"
    if [[ $answer -eq 0 ]]; then
        say "$name is there already: waiting for it, nothing is started"
        return
    fi
    say "$name: $MODE from $from to $to"
    local made
    made=$(deployment) || fail "cannot make $name of $LIVE: is FlinkDeployment $LIVE there?"
    kubectl create -f - <<<"$made" || there "$name" || fail "cannot create FlinkDeployment $name"
}

# Sets state, lifecycle and error; keeps what it knows where nobody answers.
look() {
    local status
    status=$(kubectl get flinkdeployment "$name" -o \
        'jsonpath={.status.jobStatus.state}{"\n"}{.status.lifecycleState}{"\n"}{.status.error}') \
        || return 0
    {
        read -r state || true
        read -r lifecycle || true
        error=$(cat)
    } <<<"$status"
}

# Ends the script's work with the verdict, as its exit code.
await() {
    local deadline=$((SECONDS + TIMEOUT_SECONDS)) state='' lifecycle='' error=''
    while :; do
        look
        case $state/$lifecycle in
            FINISHED/*) verdict=0 && return ;;
            FAILED/*) failed && return ;;
            CANCELED/* | */FAILED) verdict=1 && note "$name: ${state:-no job}: $error" && return ;;
        esac
        if ((SECONDS >= deadline)); then
            verdict=1
            note "$name is ${state:-not started} after $TIMEOUT_SECONDS s, and left alone:\
 kubectl describe flinkdeployment $name says why; delete it to end it"
            return
        fi
        sleep "${POLL_SECONDS:-10}"
    done
}

note() {
    printf 'reprocess: %s\n' "$1" >&2
}

# Differences end the job with an exception of its own, which is what tells them from a failure.
failed() {
    if [[ $error == *"$differences"* ]]; then
        verdict=3
        note "$name found differences: $error"
    else
        verdict=1
        note "$name failed: $error"
    fi
}

# Ended runs of this schedule whose windows are so old that no retry can come for them any more.
clean_up() {
    local ended old state
    ended=$(kubectl get flinkdeployment -l "tallystick.org/reprocess=$LIVE-$MODE" -o \
        'jsonpath={range .items[*]}{.metadata.name} {.status.jobStatus.state}{"\n"}{end}') || return
    while read -r old state; do
        [[ $old < $oldest_kept && $state =~ ^(FINISHED|FAILED|CANCELED)$ ]] || continue
        kubectl delete flinkdeployment "$old" --wait=false || return
    done <<<"$ended"
}

now=${NOW_MINUTES:-$(($(date +%s) / 60))}
check_settings
choose_window
submit
await
clean_up || note "could not clean up old runs: the next run tries again"
exit "$verdict"
