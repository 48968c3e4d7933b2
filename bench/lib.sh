# What the scripts of this folder share.

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=${BENCH_DATA:-$home/data/bench}
users=100000
# A young generation that is soon full: else these short runs mostly pay for touching fresh memory,
# which long ones do not. The heap has its full size from the start, as a cluster's has, else it is
# collected as a whole each time it is to grow.
heap=(-Xms4g -Xmx4g -Xmn600m)

usage() {
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 2
}

build() {
    local stamp=$home/bench/target/classpath
    if [[ ! -f $stamp || -n $(find "$home"/{common,jobs,bench,bench/spark}/{pom.xml,src/main} -newer "$stamp" -print -quit) ]]; then
        (cd "$home" && mvn -B -q -Pbench -DskipTests -Dspotless.check.skip package) >&2
        touch "$stamp" # Maven leaves it as it is where it would write the same
    fi
    read -ra opens < <(sed -n 's:.*<flink\.jvm\.opens>\(.*\)</flink\.jvm\.opens>.*:\1:p' "$home/pom.xml")
    jvm=(java "${opens[@]}" -XX:+UseParallelGC -Dtallystick.home="$home"
        -Dlog4j2.configurationFile="$home/bench/src/main/resources/log4j2.properties")
    modules=$home/bench/target/classes:$home/bench/spark/target/classes:$home/jobs/target/classes:$home/common/target/classes
    class_path=$modules:$(<"$home/bench/target/classpath")
}

# The broker is a process of its own, for as long as this shell lives.
start_broker() {
    mkdir -p "$data"
    coproc BROKER { exec "${jvm[@]}" -Xmx1g -cp "$class_path" org.tallystick.bench.Broker "$data/kafka"; }
}

# Sets topic and bootstrap; makes the topic if it is not there.
ask_topic() {
    echo "$1 $2 $users" >&"${BROKER[1]}"
    read -r topic bootstrap <&"${BROKER[0]}"
}

# The variant of the stream that a query is about.
kind_of() {
    case $1 in
        q5) echo often-late ;;
        q6) echo late ;;
        *) echo clean ;;
    esac
}

# One run in a process of its own: peer, query, events, kind and options.
measure() {
    local peer=$1 query=$2 events=$3 kind=$4
    shift 4
    local libraries=$class_path run=("${jvm[@]}")
    if [[ $peer == spark-sql ]]; then
        libraries=$modules:$(<"$home/bench/spark/target/classpath")
        for package in java.io java.lang java.lang.invoke java.lang.reflect java.net java.nio java.util \
            java.util.concurrent java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.util.calendar \
            sun.security.action jdk.internal.ref; do
            run+=("--add-opens=java.base/$package=ALL-UNNAMED")
        done
    fi
    "${run[@]}" "${heap[@]}" ${BENCH_JVM:-} -cp "$libraries" org.tallystick.bench.Bench \
        "$peer" "$query" "$topic" "$bootstrap" "$data/archive-$events-$kind" "$events" "kind=$kind" "$@"
}
