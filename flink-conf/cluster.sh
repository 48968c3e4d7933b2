# A Flink cluster of processes on this machine, and Flink's own client. Sourced by ../tallystick.
#
# Everything of a cluster is in one folder. Each process has a NAME (zookeeper, jobmanager,
# taskmanager-1, ...) and leaves run/NAME.pid, run/NAME.exit once it has ended, log/NAME.log for
# what it logs and log/NAME.out for what it prints.

start_seconds=120
stop_seconds=20
# Java that lives for seconds: its second compiler would cost more than it saves.
short=("$java" -XX:TieredStopAtLevel=1)
declare -A starting=()
started=()

cluster() {
    local command=${1:-} name=${2:-}
    find_folder
    case $command:$name in
        --help:* | *:--help) run help cluster ;;
        start:jobmanager | start:taskmanager) start_another "$name" ;;
        start:*) start_cluster "${@:2}" ;;
        stop:) stop_all ;;
        stop:*) stop_one "$name" ;;
        status:) status ;;
        *) refuse "unknown cluster command '$*': see ./tallystick help cluster" ;;
    esac
}

# Flink's own command line, with the settings for the kind of job that it is about.
flink() {
    find_folder
    require_cluster
    use_conf "$*"
    local options
    read -ra options <<<"$(setting env.java.opts.all) $(setting env.java.opts.client)"
    exec "${short[@]}" "${options[@]}" -Xmx1g "-Dlog.file=$folder/log/client.log" \
        "-Dlog4j.configurationFile=$conf/log4j-cli.properties" \
        -cp "$(flink_path)" org.apache.flink.client.cli.CliFrontend "$@"
}

find_folder() {
    folder=${TALLYSTICK_CLUSTER:-data/cluster}
    mkdir -p "$folder"/{run,log} || fail "cannot make the folder $folder: set TALLYSTICK_CLUSTER to another"
    folder=$(cd -P "$folder" && pwd)
}

require_cluster() {
    [[ -f $folder/stream/config.yaml ]] || fail "no cluster in $folder: start one with ./tallystick cluster start"
}

# Lets the process that is started next read the settings for a job: $1 has the name of its class.
use_conf() {
    conf=$folder/stream
    if [[ $1 == *ReprocessJob* ]]; then conf=$folder/batch; fi
    export FLINK_CONF_DIR=$conf FLINK_PLUGINS_DIR=$home/flink-conf/target/plugins
}

setting() {
    sed -n "s/^$1: \"\(.*\)\"\$/\1/p" "$conf/config.yaml"
}

# Flink's lib/, with the libraries that every job would otherwise load, and leak, for itself.
flink_path() {
    local libraries=$home/jobs/target/tallystick-libraries.jar
    printf '%s' "$(<"$home/flink-conf/target/lib"):$libraries${TALLYSTICK_LIB:+:$TALLYSTICK_LIB}"
}

### start

start_cluster() {
    local taskmanagers=1 slots=2 port='' ha='' application=() settings=()
    read_options "$@"
    refuse_second_cluster
    rm -rf "$folder"/{run,tmp,application}
    mkdir -p "$folder"/{run,tmp}
    if ((${#application[@]})); then printf '%s\0' "${application[@]}" >"$folder/application"; fi
    one_choice_of_ports
    configure
    trap undo EXIT
    if [[ -n $ha ]]; then start_zookeeper; fi
    start_jobmanager
    start_taskmanagers "$taskmanagers"
    await_started
    if [[ -n ${ports:-} ]]; then exec {ports}<&-; fi
    trap - EXIT
    status
}

read_options() {
    while (($#)); do
        case $1 in
            --taskmanagers) taskmanagers=$(number "$@"); shift ;;
            --slots) slots=$(number "$@"); shift ;;
            --port) port=$(number "$@"); shift ;;
            --ha) ha=yes ;;
            --application) application=("${@:2}"); break ;;
            -D?*=*) settings+=("$1") ;;
            *) refuse "unknown option '$1': see ./tallystick help cluster" ;;
        esac
        shift
    done
}

number() {
    [[ ${2:-} =~ ^[1-9][0-9]{0,4}$ ]] || refuse "$1 is '${2:-}', not a positive number"
    printf '%s' "$2"
}

refuse_second_cluster() {
    local name
    for name in $(names); do
        ! runs "$name" || fail "a cluster runs in $folder ($name, pid $(pid "$name")): ./tallystick cluster stop ends it, TALLYSTICK_CLUSTER names another folder"
    done
}

# Writes what Flink's processes and clients read: the files of flink-conf, and what is known now.
configure() {
    local kind known zookeeper
    if [[ -z $port ]]; then port=$(free_port 8081); fi
    ! is_taken "$port" || fail "port $port is taken: choose another with --port"
    known=("-Drest.port=$port" "-Drest.bind-port=$port" "-Dtaskmanager.numberOfTaskSlots=$slots"
        "-Dio.tmp.dirs=$folder/tmp" "-Dexecution.checkpointing.dir=file://$folder/checkpoints"
        "-Dexecution.checkpointing.savepoint-dir=file://$folder/savepoints")
    known+=("-Djobmanager.rpc.port=$(free_port 6123)")
    if [[ -n $ha ]]; then
        zookeeper=$(free_port 2181)
        known+=(-Dhigh-availability.type=zookeeper "-Dhigh-availability.storageDir=file://$folder/ha"
            "-Dhigh-availability.zookeeper.quorum=localhost:$zookeeper")
    fi
    for kind in stream batch; do
        "${short[@]}" -cp "$(tallystick_path)" org.tallystick.jobs.local.runner.LayeredConf "$folder/$kind" \
            "$home/flink-conf/$kind" "$home/flink-conf/cluster" "${known[@]}" "${settings[@]}" \
            || fail "cannot write the cluster's settings to $folder/$kind/config.yaml"
        cp "$home/flink-conf/$kind"/log4j*.properties "$folder/$kind/"
    done
}

# Ports that are free are still so until the processes have them: a second cluster of this user, of
# whatever checkout, chooses after that. Where nothing can be locked it chooses at once, and may
# have to be started again.
one_choice_of_ports() {
    command -v flock >/dev/null || return 0
    local place=${HOME:-}
    if [[ ! -d $place || ! -r $place ]]; then place=$home; fi
    exec {ports}<"$place"
    flock "$ports" 2>/dev/null || true
}

free_port() {
    local port
    for ((port = $1; port < $1 + 100; port++)); do
        if ! is_taken "$port"; then
            printf '%s' "$port"
            return
        fi
    done
    fail "no port is free from $1 to $((port - 1))"
}

is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

start_another() {
    require_cluster
    ! { [[ $1 == jobmanager ]] && runs jobmanager; } || fail "the jobmanager runs (pid $(pid jobmanager))"
    trap undo EXIT
    if [[ $1 == jobmanager ]]; then start_jobmanager; else start_taskmanagers 1; fi
    await_started
    trap - EXIT
    status
}

start_zookeeper() {
    use_conf stream
    local quorum
    quorum=$(setting high-availability.zookeeper.quorum)
    mkdir -p "$folder/zookeeper"
    printf '%s\n' "dataDir=$folder/zookeeper" "clientPort=${quorum##*:}" clientPortAddress=localhost \
        tickTime=2000 admin.enableServer=false >"$folder/zookeeper/zoo.cfg"
    start_java zookeeper 'binding to port' -Xmx128m -- org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer \
        --zkConfigFile "$folder/zookeeper/zoo.cfg" --peerId 1
    await_started
}

# With an application this process runs its job, too, and ends with it.
start_jobmanager() {
    local application=() main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint
    local arguments=(--executionMode cluster)
    if [[ -f $folder/application ]]; then
        mapfile -d '' -t application <"$folder/application"
        main=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint
        arguments=(--jars "file://$home/jobs/target/tallystick-jobs.jar" --job-classname "${application[@]}")
    fi
    use_conf "${application[*]}"
    memory JM jobmanager
    start_java jobmanager 'Rest endpoint listening at' "${options[@]}" -- \
        "$main" --configDir "$conf" "${dynamic[@]}" "${arguments[@]}"
}

start_taskmanagers() {
    local number=1 left=$1
    use_conf stream
    memory TM taskmanager
    for ((; left > 0; left--)); do
        while [[ -e $folder/run/taskmanager-$number.pid ]]; do number=$((number + 1)); done
        start_java "taskmanager-$number" 'Successful registration at resource manager' "${options[@]}" -- \
            org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$conf" "${dynamic[@]}"
    done
}

# Lets Flink divide a process's memory: sets options for the JVM, and the dynamic settings that fit.
memory() {
    local output results
    output=$("${short[@]}" -cp "$(flink_path)" org.apache.flink.runtime.util.bash.BashJavaUtils \
        "GET_$1_RESOURCE_PARAMS" --configDir "$conf" 2>&1) \
        || fail "Flink cannot divide the memory of a $2, see $conf/config.yaml: $(grep -m1 Exception <<<"$output")"
    mapfile -t results < <(sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' <<<"$output")
    read -ra options <<<"${results[0]} $(setting env.java.opts.all) $(setting "env.java.opts.$2")"
    read -ra dynamic <<<"${results[1]}"
}

# start_java NAME READY OPTION... -- MAIN ARGUMENT...: NAME has started when it has logged READY.
start_java() {
    local name=$1 log=$folder/log/$1.log options=()
    starting[$name]=$2
    started+=("$name")
    shift 2
    while [[ $1 != -- ]]; do
        options+=("$1")
        shift
    done
    if [[ -f $log ]]; then mv -f "$log" "$log.before"; fi
    keep "$name" "$java" "${options[@]}" "-Dlog.file=$log" \
        "-Dlog4j.configurationFile=$conf/log4j.properties" -cp "$(flink_path)" "${@:2}"
}

# Runs a command without a terminal and notes how it ends.
keep() {
    local name=$1
    rm -f "$folder/run/$name".{pid,exit}
    (
        if [[ -n ${ports:-} ]]; then exec {ports}<&-; fi
        trap '' HUP INT
        code=0
        "${@:2}" &
        echo $! >"$folder/run/$name.pid"
        wait $! || code=$?
        echo "$code" >"$folder/run/$name.exit"
    ) >"$folder/log/$name.out" 2>&1 </dev/null &
    until [[ -s $folder/run/$name.pid ]]; do sleep 0.05; done
}

await_started() {
    local name deadline=$((SECONDS + start_seconds))
    for name in "${!starting[@]}"; do
        until grep -qs -- "${starting[$name]}" "$folder/log/$name.log"; do
            if [[ -f $folder/run/$name.exit ]]; then
                start_failed "$name" "ended with exit code $(<"$folder/run/$name.exit")"
            elif ((SECONDS >= deadline)); then
                start_failed "$name" "has not started within $start_seconds s"
            fi
            sleep 0.1
        done
    done
    starting=()
}

start_failed() {
    local log=$folder/log/$1.log cause
    tail -qn 10 "$folder/log/$1.out" "$log" >&2 || true
    cause=$(sed -n '/ ERROR /,$ s/^Caused by: //p' "$log" 2>/dev/null | sed -n 1p)
    fail "$1 $2${cause:+ ($cause)}: see $log"
}

# What has begun to start does not stay behind.
undo() {
    end "${started[@]}"
}

### stop and status

names() {
    local file
    for file in "$folder"/run/*.pid; do
        [[ ! -e $file ]] || basename "$file" .pid
    done
}

pid() {
    cat "$folder/run/$1.pid" 2>/dev/null
}

# A pid may have gone to another process since.
runs() {
    local pid
    pid=$(pid "$1") && kill -0 "$pid" 2>/dev/null && [[ $(command_of "$pid") == *"-Dlog.file=$folder/log/$1.log "* ]]
}

# Nothing of a process that has just ended.
command_of() {
    if [[ -r /proc/$1/cmdline ]]; then
        { tr '\0' ' ' <"/proc/$1/cmdline" || true; } 2>/dev/null
    else
        ps -ww -o args= -p "$1"
    fi
}

# ZooKeeper last: until then the others give back what they hold in it.
stop_all() {
    local name others=()
    for name in $(names); do
        [[ $name == zookeeper ]] || others+=("$name")
    done
    end "${others[@]}"
    end zookeeper
    rm -rf "$folder/tmp"
}

stop_one() {
    [[ -f $folder/run/$1.pid ]] || fail "no process $1 in $folder: ./tallystick cluster status names them"
    end "$1"
}

end() {
    local name deadline=$((SECONDS + stop_seconds))
    for name; do
        ! runs "$name" || kill "$(pid "$name")"
    done
    for name; do
        while runs "$name" && ((SECONDS < deadline)); do sleep 0.1; done
        if runs "$name"; then
            echo "tallystick: $name did not end within $stop_seconds s and is killed" >&2
            kill -9 "$(pid "$name")"
        fi
        rm -f "$folder/run/$name".{pid,exit}
    done
}

# Returns 1 where a process has ended in another way than well.
status() {
    local name code=0
    [[ -n $(names) ]] || fail "no cluster runs in $folder: start one with ./tallystick cluster start"
    for name in $(names); do
        if runs "$name"; then
            printf '%-14s runs, pid %s%s\n' "$name" "$(pid "$name")" "$(url "$name")"
        else
            printf '%-14s has ended%s: see %s\n' "$name" "$(ending "$name")" "$folder/log/$name.log"
            [[ $(ending "$name") == *' 0' ]] || code=1
        fi
    done
    return "$code"
}

url() {
    [[ $1 == jobmanager ]] || return 0
    conf=$folder/stream
    local scheme=http
    if [[ $(setting security.ssl.rest.enabled) == true ]]; then scheme=https; fi
    printf ', %s://localhost:%s' "$scheme" "$(setting rest.port)"
}

ending() {
    [[ ! -f $folder/run/$1.exit ]] || printf ' with exit code %s' "$(<"$folder/run/$1.exit")"
}
